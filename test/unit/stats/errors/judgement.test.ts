import { expect, it } from 'vitest'
import type { Cell, Expectation, Question } from '../../../slow/errors/cell.ts'
import { linesOf } from '../../../slow/errors/judgement.ts'
import { markdown } from '../../../slow/errors/markdown.ts'
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
  [{ kind: 'Holds', alpha: 0.05 }, 1000, 51, true],
  [{ kind: 'Holds', alpha: 0.05 }, 1000, 53, false],
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

it.each([
  { made: 2000, isFulfilled: true },
  { made: 1900, isFulfilled: false },
  { opens: 0.3, made: 1200, isFulfilled: true },
  { opens: 0.3, made: 1100, isFulfilled: false },
])('takes no silence for a promise that is kept: %o', ({ made, isFulfilled, ...given }) => {
  const cell = { ...aCell([{ kind: 'Opens' }, { kind: 'Holds', alpha: 1 }]), ...given }
  const [opened] = linesOf(cell, { runs: 4000, firsts: [[made]] })
  expect(opened?.isFulfilled).toBe(isFulfilled)
})

it('lets what promises nothing be silent', () => {
  const [opened] = linesOf(aCell([{ kind: 'Opens' }, { kind: 'Reported' }]), {
    runs: 4000,
    firsts: [[0]],
  })
  expect(opened?.isFulfilled).toBe(true)
})

it('prints a row for each promise, the worst of its claims, and by which rule it was judged', () => {
  const cell = (name: string, claims: readonly number[]) =>
    linesOf(
      {
        ...aCell([]),
        name,
        questions: claims.map(() => aQuestion([{ kind: 'Holds', alpha: 0.05 }])),
      },
      { runs: 4000, firsts: claims.map((made) => [made]) },
    )
  const smallCell = {
    ...aCell([]),
    questions: [aQuestion([{ kind: 'Holds', alpha: 0.004 }]), aQuestion([{ kind: 'Opens' }])],
  }
  const small = linesOf(smallCell, { runs: 4000, firsts: [[9], [3000]] })
  expect(
    markdown([...cell('a rate, 50/50', [100, 20]), ...cell('a rate, ramp', [240]), ...small]),
  ).toContain(
    `
| what is simulated | promise | 50/50 | ramp | as described | judged | runs |
| --- | --- | --- | --- | --- | --- | --- |
| a rate | at most .050 | .025 (≤ .029) | **FAIL** .060 (≤ .067) |  |  | 4000 |
| a cell | not told from .0040 |  |  | .0022 (≤ .0039) | .750 | 4000 |`,
  )
})

it('prints what must be found, what must fail, and what is not promised', () => {
  const lines = linesOf(
    aCell([
      { kind: 'Finds', atLeast: 0.6, by: 100 },
      { kind: 'Fails', alpha: 0.05 },
      { kind: 'Reported' },
    ]),
    { runs: 4000, firsts: [[2800]] },
  )
  const tables = markdown(lines)
  expect(tables).toContain('| a cell | a claim .700 by 100 (at least .600) | 4000 |')
  expect(tables).toContain('| a cell | a claim .700 (≥ .688) | 4000 |')
  expect(tables).toContain('| a cell | a claim .700 | 4000 |')
})

const aCell = (expected: readonly Expectation[]): Cell => ({
  ...named('rate 0.3, 50/50'),
  name: 'a cell',
  looks: [100],
  questions: [aQuestion(expected)],
})

const aQuestion = (expected: readonly Expectation[]): Question => ({
  claims: [{ name: 'a claim', expected }],
  begin: () => () => [false],
})

function named(name: string): Cell {
  const cell = table.find((each) => each.name === name)
  if (cell === undefined) throw new Error(`no cell is called ${name}`)
  return cell
}
