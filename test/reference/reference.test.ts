import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Case, parseCases } from './cases.ts'
import { failuresOf } from './judge.ts'
import { report } from './report.ts'
import { answers } from './table.ts'

const file = join(import.meta.dirname, 'cases.json')
const cases = parseCases(readFileSync(file, 'utf8'), file)

it('has a case for every function that it answers', () => {
  const asked = typeof cases === 'string' ? [] : cases.map(({ fn }) => fn)
  expect([...new Set(asked)].sort()).toEqual(Object.keys(answers).sort())
})

it('answers as scipy, statsmodels, gbstats, scikit-learn and mpmath do', () => {
  expect(report([file])).toEqual({ exitCode: 0, lines: ['total 75/75'] })
})

const aCase = (given: Partial<Case>): Case => ({
  id: 'one',
  fn: 'srm_chi2',
  inputs: { counts: [60, 40], weights: [0.5, 0.5] },
  expected: { chi2: 4, df: 1 },
  tolerance: { rel: 1e-12, abs: 0 },
  ...given,
})

it('finds nothing wrong in a right answer', () => {
  expect(failuresOf(answers, aCase({}))).toEqual([])
})

it.each([
  ['a wrong figure', { expected: { chi2: 4.0001, df: 1 } }, 'chi2', 4],
  ['a figure where none is expected', { expected: { chi2: 'NaN' } }, 'chi2', 4],
  ['a figure that is missing', { expected: { chi: 4 } }, 'chi', undefined],
  ['an infinite figure', { expected: { chi2: 'Infinity' } }, 'chi2', 4],
  ['ignorance', { inputs: { counts: [0, 0], weights: [1, 1] } }, 'chi2', 'TooFew'],
  ['a function that is none of ours', { fn: 'toString' }, 'toString', 'none'],
  [
    'a method that is none of ours',
    { fn: 'two_proportion_ci', inputs: { method: 'x' }, expected: { lower: 1 } },
    '',
    expect.stringContaining('TypeError'),
  ],
  [
    'a list that is too short',
    { fn: 'multiple_testing', inputs: { p: [1] }, expected: { holm: [1, 1] } },
    'holm',
    [1],
  ],
])('sees %s', (_, given, path, got) => {
  expect(failuresOf(answers, aCase(given))).toContainEqual(expect.objectContaining({ path, got }))
})

it('takes ignorance for the answer where none is expected', () => {
  const unanswerable = { inputs: { counts: [0, 0], weights: [1, 1] }, expected: { chi2: 'NaN' } }
  expect(failuresOf(answers, aCase(unanswerable))).toEqual([])
})

it.each([
  ['no JSON', '{', /not JSON$/],
  ['another format', '{"format": 2, "cases": []}', /format 1$/],
  ['nothing to judge', '{"format": 1, "cases": []}', /no cases$/],
  ['half a case', '{"format": 1, "cases": [{"id": "a", "fn": "b"}]}', /cases\[0\] lacks/],
  [
    'a tolerance below nil',
    JSON.stringify({ format: 1, cases: [aCase({ tolerance: { rel: -1, abs: 0 } })] }),
    /cases\[0\] lacks/,
  ],
])('refuses a file with %s, in one line', (_, text, line) => {
  expect(parseCases(text, 'a.json')).toMatch(line)
})

it('says in one line that a file is not there', () => {
  expect(report(['nowhere.json'])).toEqual({
    exitCode: 2,
    lines: [expect.stringContaining('nowhere.json')],
  })
})

it.each([[[]], [[file, file]]])('takes one file, neither none nor two', (files) => {
  expect(report(files)).toEqual({ exitCode: 2, lines: [expect.stringContaining('usage')] })
})
