import type { Expectation } from './cell.ts'
import type { Line } from './judgement.ts'

/** One line of a cell, as it is finished. */
export function said(lines: readonly Line[], seconds: number): string {
  const [first] = lines
  const claims = lines.map(
    ({ claim, expected, rate, upper, isFulfilled }) =>
      `${isFulfilled ? '' : 'FAIL '}${claim}${horizonOf(expected)} ${figure(rate)} (≤ ${figure(upper)})`,
  )
  return `${first?.cell.name}: ${claims.join(', ')}; ${first?.runs} runs, ${seconds.toFixed(0)} s`
}

/** All lines as Markdown, a table for each group of cells, a row for each cell and promise. */
export function markdown(lines: readonly Line[]): string {
  const groups = [...new Set(lines.map(({ cell }) => cell.group))]
  return groups
    .map((group) => {
      const rows = rowsOf(lines.filter(({ cell }) => cell.group === group))
      const head =
        '| what is simulated | claimed in this part of runs | upper bound | promise | runs | |'
      return [`### ${group}`, '', head, '|---|---|---|---|---|---|', ...rows].join('\n')
    })
    .join('\n\n')
}

function rowsOf(lines: readonly Line[]): readonly string[] {
  const keys = [...new Set(lines.map(keyOf))]
  return keys.map((key) => {
    const own = lines.filter((line) => keyOf(line) === key)
    const [first] = own
    const claims = own.map(({ claim, rate }) => `${claim} ${figure(rate)}`)
    const worst = Math.max(...own.map(({ upper }) => upper))
    const isFulfilled = own.every((line) => line.isFulfilled)
    return `| ${[
      first?.cell.name,
      claims.join('; '),
      figure(worst),
      first && promiseOf(first.expected),
      first?.runs,
      isFulfilled ? 'pass' : '**FAIL**',
    ].join(' | ')} |`
  })
}

const keyOf = ({ cell, expected }: Line) => JSON.stringify([cell.name, expected])

function promiseOf(expected: Expectation): string {
  switch (expected.kind) {
    case 'Holds':
      return `at most ${figure(expected.alpha)}`
    case 'Fails':
      return `a control: more than ${figure(expected.alpha)}`
    case 'Finds':
      return `${expected.atLeast === 0 ? '' : `at least ${figure(expected.atLeast)} `}by ${Math.round(expected.by)}`
    case 'Reported':
      return 'none'
  }
}

const horizonOf = (expected: Expectation) =>
  expected.kind === 'Finds' ? ` by ${Math.round(expected.by)}` : ''

/** Without the leading zero; what is small keeps two digits. */
function figure(x: number): string {
  if (x === 0) return '0'
  if (x === 1) return '1'
  return x.toFixed(x < 0.01 ? 4 : 3).replace(/^0/, '')
}
