import { isInt64 } from '../api/json.ts'

/** An integer as an API server holds it: exact up to 64 bits with sign, beyond that a float. */
export const integer = (n: bigint): number | bigint =>
  Number.isSafeInteger(Number(n)) || !isInt64(n) ? Number(n) : n

/**
 * A float that came through YAML. On the way it is printed as JSON, in digits without exponent below
 * 1e21 (Go, encoding/json), and read back, so a whole one is an integer.
 */
export const whole = (x: number): number | bigint =>
  Number.isInteger(x) && Math.abs(x) < 1e21 ? integer(BigInt(x.toString())) : x

/** A number literal of JSON (sigs.k8s.io/json); `undefined` where it overflows a float. */
export function jsonNumber(text: string): number | bigint | undefined {
  if (/^-?\d{1,19}$/.test(text)) {
    const n = BigInt(text)
    if (isInt64(n)) return integer(n)
  }
  const x = Number(text)
  return Number.isFinite(x) ? x + 0 : undefined
}
