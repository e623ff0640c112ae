import type { Expectation } from './cell.ts'
import type { Line } from './judgement.ts'
import { claimOf, entryOf, table } from './markdown.ts'

/**
 * All lines in three tables: by group how many promises were kept and which came nearest to its bound, the wrong
 * methods that must fail, and what must be found. `docs/statistics.md` shows the last one that was recorded.
 */
export function summary(lines: readonly Line[]): string {
  const of = (kind: Expectation['kind']) => lines.filter(({ expected }) => expected.kind === kind)
  return [
    table(
      ['what is simulated', 'promises kept', 'worst, where .05 are allowed', 'where that was'],
      [...Map.groupBy(of('Holds'), ({ cell }) => cell.group)].map(([group, own]) => [
        group,
        keptOf(own),
        ...worstOf(own),
      ]),
    ),
    table(['done wrongly', 'claims in this part of the runs'], claimed(of('Fails'))),
    table(['what is there', 'found, by so many requests'], claimed(of('Finds'))),
  ].join('\n\n')
}

const keptOf = (lines: readonly Line[]) =>
  `${lines.filter(({ isFulfilled }) => isFulfilled).length} of ${lines.length}`

/** Of the claims that may be made in one run of twenty, the one with the highest upper bound. */
function worstOf(lines: readonly Line[]): readonly [string, string] {
  const [first, ...others] = lines.filter(
    ({ expected }) => expected.kind === 'Holds' && expected.alpha === 0.05,
  )
  if (first === undefined) return ['', '']
  const worst = others.reduce((a, b) => (b.upper > a.upper ? b : a), first)
  return [entryOf([worst]), `${worst.cell.name}; ${worst.runs} runs`]
}

const claimed = (lines: readonly Line[]) =>
  [...Map.groupBy(lines, ({ cell }) => cell.name)].map(([name, own]) => [
    name,
    own.map(claimOf).join('; '),
  ])
