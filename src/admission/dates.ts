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

function isDay(date: string): boolean {
  const at = new Date(/^\d{4}-\d\d-\d\d$/.test(date) ? `${date}T00:00:00Z` : Number.NaN)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) // not February 30
}
