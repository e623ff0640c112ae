/** A length of time as people say it: two digits at most, in the unit that suits it. */
export function durationInWords(ms: number): string {
  const unit = units.find(({ from, ms: size }) => ms >= from * size) ?? second
  const count = Math.max(1, Math.round(ms / unit.ms))
  if (unit.name === 'years' && count > 1000) return 'more than 1000 years'
  return `${count} ${unit.name}`
}

const second = { name: 's', ms: 1000, from: 0 }

/** From how many on each is used. */
const units = [
  { name: 'years', ms: 365 * 86_400_000, from: 2 },
  { name: 'days', ms: 86_400_000, from: 2 },
  { name: 'h', ms: 3_600_000, from: 2 },
  { name: 'min', ms: 60_000, from: 2 },
]
