const units = [
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const

const hourMs = 3_600_000

/** A number there has six digits at most. */
const mostHours = 999_999

/** As plans and experiments have it: `1h30m`. Rounded up to milliseconds, and to one at least; beyond a century to hours. */
export function durationText(ms: number): string {
  const hours = ms / hourMs
  if (hours > mostHours)
    return `${mostHours}h${durationText((Math.ceil(hours) - mostHours) * hourMs)}`
  const whole = Math.max(1, Math.ceil(ms))
  const parts = [`${Math.floor(whole / hourMs)}h`]
  let left = whole % hourMs
  for (const [unit, size] of units) {
    parts.push(`${Math.floor(left / size)}${unit}`)
    left %= size
  }
  return parts.filter((part) => !/^0/.test(part)).join('')
}
