/** How long ago, in at most two units, ever coarser: `90s`, `5m30s`, `3h12m`, `2d4h`, `1y30d`. */
export function agoText(ms: number): string {
  const seconds = Math.trunc(ms / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  const scale = scales.find(({ below }) => seconds < below)
  return scale === undefined ? `${Math.trunc(seconds / year)}y` : inUnits(seconds, scale)
}

const [minute, hour, day, year] = [60, 3_600, 86_400, 365 * 86_400]

type Scale = {
  /** Up to so many seconds it holds. */
  readonly below: number
  readonly unit: readonly [number, string]
  readonly rest?: readonly [number, string]
}

const scales: readonly Scale[] = [
  { below: 2 * minute, unit: [1, 's'] },
  { below: 10 * minute, unit: [minute, 'm'], rest: [1, 's'] },
  { below: 3 * hour, unit: [minute, 'm'] },
  { below: 8 * hour, unit: [hour, 'h'], rest: [minute, 'm'] },
  { below: 2 * day, unit: [hour, 'h'] },
  { below: 8 * day, unit: [day, 'd'], rest: [hour, 'h'] },
  { below: 2 * year, unit: [day, 'd'] },
  { below: 8 * year, unit: [year, 'y'], rest: [day, 'd'] },
]

function inUnits(seconds: number, { unit: [size, name], rest }: Scale): string {
  const whole = `${Math.trunc(seconds / size)}${name}`
  if (rest === undefined) return whole
  const left = Math.trunc((seconds % size) / rest[0])
  return left === 0 ? whole : `${whole}${left}${rest[1]}`
}

/** The age of a moment as a cell shows it. */
export function since(time: unknown, nowMs: number): string {
  if (typeof time !== 'string' || time === '') return '<unknown>'
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? '<invalid>' : agoText(nowMs - ms)
}
