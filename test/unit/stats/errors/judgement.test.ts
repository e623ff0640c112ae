import { expect, it } from 'vitest'
import type { Cell, Expectation } from '../../../slow/errors/cell.ts'
import { linesOf } from '../../../slow/errors/judgement.ts'
import { markdown } from '../../../slow/errors/report.ts'
import { simulate, together } from '../../../slow/errors/simulate.ts'
import { table } from '../../../slow/errors/table.ts'

it('gives every cell a name of its own', () => {
  expect(new Set(table.map(({ name }) => name)).size).toBe(table.length)
})

it('finds the same in parts as in one', () => {
  const cell = named('rate 0.3, 50/50')
  const [a, b] = [
    { from: 0, to: 7 },
    { from: 7, to: 20 },
  ].map((part) => simulate(cell, { seed: 5, ...part }))
  const whole = simulate(cell, { seed: 5, from: 0, to: 20 })
  expect(a && b && together(a, b)).toEqual(whole)
})

it('finds something else with another seed, and in another cell', () => {
  const [cell, other] = [named('rate 0.3, 50/50'), named('rate 0.3, 80/20')]
  const looked = (seed: number, each: Cell) =>
    simulate({ ...each, scenario: cell.scenario }, { seed, from: 0, to: 60 }).firsts
  expect(looked(6, cell)).not.toEqual(looked(5, cell))
  expect(looked(5, other)).not.toEqual(looked(5, cell))
})

it.each<readonly [Expectation, runs: number, made: number, boolean]>([
  [{ kind: 'Holds', alpha: 0.05 }, 4000, 220, true],
  [{ kind: 'Holds', alpha: 0.05 }, 4000, 221, false],
  [{ kind: 'Holds', alpha: 0.05 }, 2000, 109, true],
  [{ kind: 'Holds', alpha: 0.05 }, 100, 9, true],
  [{ kind: 'Holds', alpha: 0.05 }, 100, 11, false],
  [{ kind: 'Holds', alpha: 0.001 }, 4000, 8, true],
  [{ kind: 'Holds', alpha: 0.001 }, 4000, 9, false],
  [{ kind: 'Holds', alpha: 0 }, 4000, 0, true],
  [{ kind: 'Holds', alpha: 0 }, 4000, 1, false],
  [{ kind: 'Fails', alpha: 0.05 }, 4000, 300, true],
  [{ kind: 'Fails', alpha: 0.05 }, 4000, 260, false],
  [{ kind: 'Finds', atLeast: 0.6, by: 100 }, 4000, 2400, true],
  [{ kind: 'Finds', atLeast: 0.6, by: 100 }, 4000, 2399, false],
  [{ kind: 'Finds', atLeast: 0.6, by: 99 }, 4000, 4000, false],
  [{ kind: 'Reported' }, 4000, 4000, true],
])('%o of %d runs in %d: %s', (expected, runs, made, isFulfilled) => {
  const [line] = linesOf(aCell([expected]), { runs, firsts: [[made]] })
  expect(line?.isFulfilled).toBe(isFulfilled)
})

it('prints a row for each cell and promise', () => {
  const cell = aCell([{ kind: 'Holds', alpha: 0.05 }])
  expect(markdown(linesOf(cell, { runs: 4000, firsts: [[100]] }))).toContain(
    '| a cell | a claim .025 | .029 | at most .050 | 4000 | pass |',
  )
})

const aCell = (expected: readonly Expectation[]): Cell => ({
  ...named('rate 0.3, 50/50'),
  name: 'a cell',
  looks: [100],
  questions: [{ claims: [{ name: 'a claim', expected }], begin: () => () => [false] }],
})

function named(name: string): Cell {
  const cell = table.find((each) => each.name === name)
  if (cell === undefined) throw new Error(`no cell is called ${name}`)
  return cell
}
