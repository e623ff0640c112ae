import type { Expectation } from './cell.ts'
import type { Line } from './judgement.ts'
import { byOf, figure, judged } from './said.ts'

/**
 * All lines as Markdown: for each group of cells a table of what must hardly ever be claimed, the splits of traffic
 * beside each other; and, where there are such, tables of what must be found, of what must fail, and of what is told
 * without a promise.
 */
export function markdown(lines: readonly Line[]): string {
  const groups = Map.groupBy(lines, ({ cell }) => cell.group)
  return [...groups]
    .map(([group, own]) => [`### ${group}`, ...tablesOf(own)].join('\n\n'))
    .join('\n\n')
}

type Row = readonly string[]

function tablesOf(lines: readonly Line[]): readonly string[] {
  const of = (kind: Expectation['kind']) => lines.filter(({ expected }) => expected.kind === kind)
  return [
    ...held(of('Holds'), of('Opens')),
    ...listed(of('Finds'), ['what is there', 'found, by so many requests', 'runs']),
    ...listed(of('Fails'), ['what is done wrongly', 'claimed in this part of runs', 'runs']),
    ...listed(of('Reported'), ['without a promise', 'claimed in this part of runs', 'runs']),
  ]
}

/**
 * The worst claim of each cell, by its upper bound: a row for all splits of the same. What is never judged keeps every
 * promise: so a column tells in which part of the runs, at least, gates opened at all.
 */
function held(lines: readonly Line[], gates: readonly Line[]): readonly string[] {
  if (lines.length === 0) return []
  const splits = [...new Set(lines.map(({ cell }) => splitOf(cell.name)))]
  const rows = [...Map.groupBy(lines, rowOf).values()].map((own): Row => {
    const entries = splits.map((split) => {
      const here = own.filter(({ cell }) => splitOf(cell.name) === split)
      return here.length === 0 ? '' : entryOf(here)
    })
    const [first] = own
    return [whatOf(first), promiseOf(first), ...entries, judgedOf(own, gates), runsOf(own)]
  })
  return [table(['what is simulated', 'promise', ...splits, 'judged', 'runs'], rows)]
}

const split = /, (50\/50|80\/20|95\/5|ramp)(?=,|$)/
const splitOf = (name: string) => split.exec(name)?.[1] ?? 'as described'
const whatOf = (line: Line | undefined) => line?.cell.name.replace(split, '') ?? ''
const rowOf = (line: Line) => JSON.stringify([whatOf(line), line.expected, line.isStrict])

function judgedOf(lines: readonly Line[], gates: readonly Line[]): string {
  const own = gates.filter(({ cell }) => lines.some((line) => line.cell === cell))
  return own.length === 0 ? '' : judged(own)
}

/** The worst of some claims, with its upper bound. */
export function entryOf(lines: readonly Line[]): string {
  const worst = lines.reduce((a, b) => (b.upper > a.upper ? b : a))
  return shown(`${figure(worst.rate)} (≤ ${figure(worst.upper)})`, lines)
}

function promiseOf(line: Line | undefined): string {
  if (line?.expected.kind !== 'Holds') return ''
  const alpha = figure(line.expected.alpha)
  if (alpha === '0') return 'never'
  return line.isStrict ? `at most ${alpha}` : `not told from ${alpha}`
}

/** A row for each cell, with all that it claims. */
function listed(lines: readonly Line[], head: Row): readonly string[] {
  if (lines.length === 0) return []
  const rows = [...Map.groupBy(lines, ({ cell }) => cell.name)].map(
    ([name, own]): Row => [name, own.map(claimOf).join('; '), runsOf(own)],
  )
  return [table(head, rows)]
}

/** A claim of which more is to be said than how often it was made. */
export function claimOf(line: Line): string {
  const { claim, expected, rate, lower } = line
  switch (expected.kind) {
    case 'Finds': {
      const promise = expected.atLeast === 0 ? '' : ` (at least ${figure(expected.atLeast)})`
      return shown(`${claim} ${figure(rate)}${byOf(expected.by)}${promise}`, [line])
    }
    case 'Fails':
      return shown(`${claim} ${figure(rate)} (≥ ${figure(lower)})`, [line])
    default:
      return `${claim} ${figure(rate)}`
  }
}

const runsOf = (lines: readonly Line[]) => `${Math.min(...lines.map(({ runs }) => runs))}`

const shown = (text: string, lines: readonly Line[]) =>
  lines.every(({ isFulfilled }) => isFulfilled) ? text : `**FAIL** ${text}`

export const table = (head: Row, rows: readonly Row[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
