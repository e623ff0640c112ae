import type { Json } from '../api/json.ts'

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n }

export const fitsInt64 = (n: bigint) => int64.min <= n && n <= int64.max

export const fitsUint64 = (n: bigint) => 0n <= n && n < 2n ** 64n

/** An integer as an API server holds it: exact up to 64 bits with sign, beyond that a float. */
export const integer = (n: bigint): number | bigint =>
  Number.isSafeInteger(Number(n)) || !fitsInt64(n) ? Number(n) : n

/**
 * A float that came through YAML. On the way it is printed as JSON, in digits without exponent below
 * 1e21 (Go, encoding/json), and read back, so that a whole one is an integer.
 */
export const whole = (x: number): number | bigint =>
  Number.isInteger(x) && Math.abs(x) < 1e21 ? integer(BigInt(x.toString())) : x

/** A number literal of JSON (sigs.k8s.io/json); `undefined` where it overflows a float. */
export function literal(text: string): Json | undefined {
  if (/^-?\d{1,19}$/.test(text)) {
    const n = BigInt(text)
    if (fitsInt64(n)) return integer(n)
  }
  const x = Number(text)
  return Number.isFinite(x) ? x + 0 : undefined
}

/** A float as a key: the shortest digits that a 32-bit float needs (Go's `FormatFloat(x, 'g', -1, 32)`). */
export function floatKey(x: number): string {
  const single = Math.fround(x)
  if (Number.isNaN(single)) return '.nan'
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf'
  const sign = Object.is(single, -0) || single < 0 ? '-' : ''
  return sign + shortest(Math.abs(single))
}

function shortest(single: number): string {
  const counts = [1, 2, 3, 4, 5, 6, 7, 8]
  const enough = counts.find((n) => Math.fround(Number(single.toPrecision(n))) === single) ?? 9
  const [mantissa = '', power = ''] = single.toExponential(enough - 1).split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 6) return `${Number(single.toPrecision(enough))}`
  return `${mantissa}e${power.slice(0, 1)}${power.slice(1).padStart(2, '0')}`
}
