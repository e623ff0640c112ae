import type { Expectation } from './cell.ts'
import type { Line } from './judgement.ts'

/** One cell in a line, as it is finished. */
export function said(lines: readonly Line[], seconds: number): string {
  const [first] = lines
  const gates = lines.filter(({ expected }) => expected.kind === 'Opens')
  const claims = lines
    .filter((line) => !gates.includes(line))
    .map(
      ({ claim, expected, rate, upper, isFulfilled }) =>
        `${isFulfilled ? '' : 'FAIL '}${claim}${horizonOf(expected)} ${figure(rate)} (≤ ${figure(upper)})`,
    )
  const opened = gates.length === 0 ? '' : `; judged ${judged(gates)}`
  return `${first?.cell.name}: ${claims.join(', ')}${opened}; ${first?.runs} runs, ${seconds.toFixed(1)} s`
}

/** In what part of the runs gates opened, by the question of which they did so least. */
export function judged(gates: readonly Line[]): string {
  const least = figure(Math.min(...gates.map(({ rate }) => rate)))
  return gates.every(({ isFulfilled }) => isFulfilled) ? least : `FAIL ${least}`
}

const horizonOf = (expected: Expectation) => (expected.kind === 'Finds' ? byOf(expected.by) : '')

export const byOf = (requests: number) => ` by ${Math.round(requests)}`

/** Without the leading zero; what is small keeps two digits. */
export function figure(x: number): string {
  if (x === 0) return '0'
  if (x === 1) return '1'
  return x.toFixed(x < 0.01 ? 4 : 3).replace(/^0/, '')
}
