import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createExperiment } from '../../../../src/stats/simulation/experiment.ts'
import { cellsOf, type Look, looksAt } from '../../../../src/stats/simulation/look.ts'
import type { Scenario } from '../../../../src/stats/simulation/scenario.ts'
import type { Cell } from '../../../../src/stats/strata/tally-key.ts'

const folder = join(import.meta.dirname, '../../../../src/stats/simulation')
const text = readFileSync(join(folder, 'README.md'), 'utf8')
const [, json = ''] = /```json\n([^`]*)```/.exec(text) ?? []

it('shows an example that runs, and what comes out', () => {
  const scenario: Scenario = JSON.parse(json)
  const rows = [...looksAt(createExperiment(scenario, 7), [3_600_000, 7_200_000])].flatMap((look) =>
    scenario.variants.map((variant) => row(look, variant)),
  )
  const shown = text.split('\n').filter((line) => /^\| \d h /.test(line))
  expect(rows).toEqual(shown)
})

function row(look: Look, variant: string): string {
  const counted = <S>(cells: readonly Cell<S>[], of: (statistic: S) => number) =>
    cells
      .filter(({ key }) => key.variant === variant)
      .reduce((sum, { statistic }) => sum + of(statistic), 0)
  const cells = [
    `${look.nowMs / 3_600_000} h`,
    variant,
    counted(look.exposures, (n) => n),
    counted(cellsOf(look, 'errors', 'Events'), ({ events }) => events),
    counted(cellsOf(look, 'revenue', 'Values'), ({ n }) => n),
  ]
  return `| ${cells.join(' | ')} |`
}

it('names every kind of thing that a scenario can have', () => {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
  const kinds = sources.flatMap((source) => [...source.matchAll(/readonly kind: '(\w+)'/g)])
  const unnamed = kinds.map(([, kind]) => `\`${kind}\``).filter((kind) => !text.includes(kind))
  expect(kinds.length).toBeGreaterThan(20)
  expect(unnamed).toEqual([])
})
