const conversionError = (type: string) =>
  new Error(`type conversion error from 'string' to '${type}'`)

/** Go's `strconv.ParseFloat`, without its hexadecimals. NaN is refused: nobody can order it. */
export function parseDouble(text: string): number {
  if (/^nan$/i.test(text)) throw new Error('NaN values cannot be ordered')
  const infinity = /^([-+]?)inf(inity)?$/i.exec(text)
  if (infinity) return Number(`${infinity[1]}Infinity`)
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(value)) throw conversionError('double')
  return value
}

const units: { readonly [unit: string]: bigint } = {
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1000n,
  '\u00b5s': 1000n,
  '\u03bcs': 1000n,
  ns: 1n,
}

const longest = 2n ** 63n

/** Go's `time.ParseDuration`: `1h30m`, `-1.5h`, `0`, up to 292 years. */
export function nanoseconds(text: string): bigint {
  const [, sign, rest = ''] = /^([-+]?)(.*)$/su.exec(text) ?? []
  const parts = [...rest.matchAll(/(\d*)\.?(\d*)(h|ms|m|s|us|\u00b5s|\u03bcs|ns)/gu)]
  const isWhole = parts.length > 0 && parts.map(([all]) => all).join('') === rest
  const hasDigits = parts.every(([, whole = '', fraction = '']) => whole + fraction !== '')
  const total = parts.reduce((sum, part) => sum + partOf(part), 0n)
  const isTooLong = total > (sign === '-' ? longest : longest - 1n)
  if (rest !== '0' && !(isWhole && hasDigits && !isTooLong)) {
    throw conversionError('google.protobuf.Duration')
  }
  return sign === '-' ? -total : total
}

function partOf([, whole = '', fraction = '', unit = '']: RegExpExecArray): bigint {
  const size = units[unit] ?? 0n
  const beyondThePoint = (BigInt(fraction) * size) / 10n ** BigInt(fraction.length)
  return BigInt(whole) * size + beyondThePoint
}

const clock = '([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d'
const openApiTime = new RegExp(`^${clock}([^\\n]\\d+)?(z|[+-]\\d\\d:\\d\\d)$`, 'u')
const goTime = new RegExp(
  `^(\\d{4}-\\d\\d-\\d\\d)T${clock}([.,]\\d+)?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)$`,
)

/** A value of `format: date-time` (kube-openapi, strfmt): in either case, any sign before the fraction. */
export function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t')
  return isDay(date) && openApiTime.test(time)
}

/** RFC 3339 as Go reads it into metadata. */
export const isTime = (text: string): boolean => isDay(goTime.exec(text)?.[1] ?? '')

/** Not February 30. The calendar repeats after 400 years, and `Date.UTC` takes no year below 100. */
function isDay(date: string): boolean {
  const [, year = 0, month = 0, day = 0] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date)?.map(Number) ?? []
  const start = Date.UTC(year + 400, month - 1, 1)
  const days = (Date.UTC(year + 400, month, 1) - start) / 86_400_000
  return month >= 1 && month <= 12 && day >= 1 && day <= days
}
