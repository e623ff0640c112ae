import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { itWithPython, runPython } from './python.ts'

const script = join(import.meta.dirname, 'assignment_vectors.py')
const published = join(import.meta.dirname, '../../../docs/reference/assignment-vectors.json')
const text = readFileSync(published, 'utf8')
const { cases }: { readonly cases: readonly Case[] } = JSON.parse(text)

type Case = { readonly units: readonly object[]; readonly places: readonly object[] } & (
  | { readonly canary: { readonly challengers: readonly unknown[] } }
  | { readonly split: readonly unknown[] }
)

const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
afterAll(() => rmSync(folder, { recursive: true }))

const computedAgain = (vectors: string) => runPython(script, vectors)

itWithPython(
  'Python, in twenty lines, computes every number, share and variant that is published',
  () => {
    expect(readFileSync(script, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20)
    expect(computedAgain(published)).toEqual({ status: 0, stderr: '' })
  },
)

it('has canaries of one, three and eight, splits, and units that try every step', () => {
  const counts = cases.flatMap((each) => ('canary' in each ? [each.canary.challengers.length] : []))
  expect(new Set(counts)).toEqual(new Set([1, 3, 8]))
  expect(cases.filter((each) => 'split' in each && each.split.length > 0).length).toBeGreaterThan(1)
  expect(Math.min(...cases.map(({ units }) => units.length))).toBeGreaterThan(30)
  expect(cases.every(({ places }) => places.length >= 2)).toBe(true)
})

itWithPython.each([
  ['a place', '"place":0.08597630353237729', '"place":0.0859763035323773'],
  ['a bucket', '"bucket":15', '"bucket":16'],
  ['a sample', '"sample":0.04694031531485798', '"sample":0.04694031531485797'],
  ['a unit', '"unit":"user-1"', '"unit":"user-01"'],
  ['who gets it', '"variant":"v1@a1b2c3d4"}', '"variant":"v2@22222222"}'],
  [
    'who owns an edge',
    '"place":0.05,"variant":"v1@a1b2c3d4"',
    '"place":0.05,"variant":"v2@22222222"',
  ],
  ['the end of a share', '"to":0.05', '"to":0.05000000000000001'],
  ['a percent', '"percent": 20', '"percent": 21'],
  ['a salt', '"salt": "é"', '"salt": "e\u0301"'],
  ['who has gone', '["v2@22222222",null,"v4@44444444"]', '["v2@22222222","v4@44444444"]'],
])('Python would notice a change of %s', (_, before, after) => {
  expect(text).toContain(before)
  const vectors = join(folder, 'changed.json')
  writeFileSync(vectors, text.replace(before, after))
  const { status, stderr } = computedAgain(vectors)
  expect(status).toBe(1)
  expect(stderr).toContain('AssertionError')
})
