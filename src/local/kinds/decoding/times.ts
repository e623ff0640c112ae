/** A moment as the server writes it, in UTC; without a value for the beginning of all of Go's time. */
type Read = { readonly value: string | null } | { readonly refused: string }

type Step = {
  readonly layout: string
  readonly pattern: RegExp
  /** What the number must lie within. */
  readonly part?: { readonly name: string; readonly least: number; readonly most: number }
}

const part = (name: string, least: number, most: number) => ({ name, least, most })
const text = (layout: string): Step => ({ layout, pattern: new RegExp(`^${layout}`) })

const steps: readonly Step[] = [
  { layout: '2006', pattern: /^\d{4}/ },
  text('-'),
  { layout: '01', pattern: /^\d\d/, part: part('month', 1, 12) },
  text('-'),
  { layout: '02', pattern: /^\d\d/ },
  text('T'),
  { layout: '15', pattern: /^\d\d?/, part: part('hour', 0, 23) },
  text(':'),
  { layout: '04', pattern: /^\d\d/, part: part('minute', 0, 59) },
  text(':'),
  { layout: '05', pattern: /^\d\d/, part: part('second', 0, 59) },
]
const anyFraction: Step = { layout: '', pattern: /^([.,]\d+)?/ }
const sixDigits: Step = { layout: '.000000', pattern: /^[.,]\d{6}/ }
const zone: Step = { layout: 'Z07:00', pattern: /^(Z|[-+]\d\d:\d\d)/ }

/** RFC 3339 as Go reads it: with any fraction where seconds are meant, else with six digits and no more. */
export function readTime(sent: string, digits: 0 | 6): Read {
  const all = [...steps, digits === 0 ? anyFraction : sixDigits, zone]
  const layout = all.map((step) => step.layout).join('')
  const parts: string[] = []
  let rest = sent
  for (const step of all) {
    const [found] = step.pattern.exec(rest) ?? []
    if (found === undefined) {
      return refused(
        `${quoted(sent)} as "${layout}": cannot parse ${quoted(rest)} as "${step.layout}"`,
      )
    }
    const { name, least, most } = step.part ?? part('', 0, Infinity)
    const number = Number(found)
    if (number < least || number > most) return refused(`${quoted(sent)}: ${name} out of range`)
    parts.push(found)
    rest = rest.slice(found.length)
  }
  if (rest !== '') return refused(`${quoted(sent)}: extra text: ${quoted(rest)}`)
  return written(sent, parts, digits)
}

const quoted = (said: string) => JSON.stringify(said)

const refused = (why: string) => ({ refused: `parsing time ${why}` })

function written(sent: string, parts: readonly string[], digits: 0 | 6): Read {
  const [year, , month, , day, , hour, , minute, , second, fraction = '', offset = ''] = parts
  const [, hours = '0', minutes = '0'] = /(\d\d):(\d\d)/.exec(offset) ?? []
  if (Number(minutes) > 59) return refused(`${quoted(sent)}: time zone offset minute out of range`)
  if (Number(hours) > 24) return refused(`${quoted(sent)}: time zone offset hour out of range`)
  const local = new Date(0)
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (local.getUTCDate() !== Number(day)) return refused(`${quoted(sent)}: day out of range`)
  local.setUTCHours(Number(hour), Number(minute), Number(second))
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000
  const utc = new Date(local.getTime() + (offset.startsWith('-') ? ahead : -ahead))
  const micros = digits === 0 ? '' : `.${fraction.slice(1)}`
  const iso = `${utc.toISOString().slice(0, -5)}${micros}Z`
  return { value: /^0001-01-01T00:00:00(\.0*)?Z$/.test(iso) ? null : iso }
}
