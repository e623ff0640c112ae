import type { JsonObject } from '../../api/json.ts'
import { Malformed } from './malformed.ts'

/** In microseconds since 1970: where Go's time begins, and where four digits are no longer enough for the year. */
const [beginning, end] = [-62_135_596_800_000_000n, 253_402_300_800_000_000n]

/** A time as the server writes it, in whole seconds or to the microsecond; null for none. */
export function momentOf(message: JsonObject, digits: '' | 'micros'): string | null {
  const { seconds = 0, nanos = 0 } = message
  if (Object.keys(message).length === 0) return null
  const fraction = digits === '' ? 0 : Math.trunc(Number(nanos) / 1000)
  const micros = BigInt(`${seconds}`) * 1_000_000n + BigInt(fraction)
  if (micros === beginning) return null
  if (micros < beginning || micros >= end)
    throw new Malformed('a time is not of the years 1 to 9999')
  const rest = Number((micros - beginning) % 1_000_000n)
  const whole = new Date(Number((micros - BigInt(rest)) / 1000n)).toISOString().slice(0, -5)
  return digits === '' ? `${whole}Z` : `${whole}.${`${rest}`.padStart(6, '0')}Z`
}
