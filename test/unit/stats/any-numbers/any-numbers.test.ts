import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, Script } from 'node:vm'
import { expect, it } from 'vitest'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { chance } from '../../../chance.ts'
import { type Any, type Asking, anyOf, type Table } from './any.ts'
import { figures } from './figures.ts'
import { functions } from './functions.ts'
import { sums } from './sums.ts'
import { tests } from './tests.ts'

const table: Table = { ...functions, ...sums, ...tests, ...figures }

/** Of simulation what draws and counts; what lives there is held by tests of its own. */
const folders = [
  'special',
  'distributions',
  'sums',
  'strata',
  'fixed',
  'bayes',
  'corrections',
  'quality',
  'scores',
  'distances',
  'planning',
  'simulation/draws',
]
const alone = ['course', 'delays', 'looks', 'routing', 'traffic'].map(
  (name) => `simulation/${name}.ts`,
)
const src = join(import.meta.dirname, '../../../../src/stats')
const paths = folders.flatMap((folder) =>
  readdirSync(join(src, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
)
const modules = await Promise.all(
  [...paths, ...alone].map(async (path) => ({
    path,
    exported: Object.entries<unknown>(await import(join(src, path))).filter(canBeAsked),
  })),
)

/** Functions, and records that have some: a statistic, a distribution. */
function canBeAsked([, value]: readonly [string, unknown]): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'function'
  return Object.values(value).some((inner) => typeof inner === 'function')
}

it('asks every function that these modules export, and no other', () => {
  const exported = modules.flatMap(({ path, exported: all }) =>
    all.map(([name]) => `${path} ${name}`),
  )
  const asked = Object.entries(table).flatMap(([path, row]) =>
    typeof row === 'string'
      ? exported.filter((each) => each.startsWith(`${path} `))
      : Object.keys(row).map((name) => `${path} ${name}`),
  )
  const isModule = (path: string) => modules.some((module) => module.path === path)
  expect(exported.filter((each) => !asked.includes(each))).toEqual([])
  expect(asked.filter((each) => !exported.includes(each))).toEqual([])
  expect(Object.keys(table).filter((path) => !isModule(path))).toEqual([])
})

it('has a negative control: it sees what is no number, and what has no end', () => {
  const seen: Seen = { asked: [7], known: 0, found: [] }
  note(seen, { p: Number.NaN })
  expect(seen.found).toHaveLength(1)
  expect(() =>
    endsWithin(20, seen, () => {
      while (seen.known >= 0) seen.known++
    }),
  ).toThrow('asked about [7]')
})

const rows = modules.flatMap(({ path, exported }) => {
  const asked = table[path]
  if (typeof asked !== 'object') return []
  return exported.flatMap(([name, value]) => {
    const asking = asked[name]
    return asking === undefined ? [] : [{ path, name, value, asking }]
  })
})

it.each(rows)('$path: $name has an answer to finite numbers, and an end', (row) => {
  const { value, asking } = row
  const random = chance(11)
  const seen: Seen = { asked: [], known: 0, found: [] }
  endsWithin(limitMs, seen, () => {
    for (let run = 0; run < runs; run++) {
      const any = anyOf(random)
      seen.asked = (typeof asking === 'function' ? asking : asking.args)(any)
      note(seen, answerTo(value, asking, seen.asked, any))
    }
  })
  expect(seen.found.slice(0, 5)).toEqual([])
  expect(seen.known, 'answers that are no ignorance').toBeGreaterThan(0)
})

const runs = 150
/** For all runs of one function. Most take some milliseconds; what counts is that there is an end. */
const limitMs = 20_000

type Seen = { asked: readonly unknown[]; known: number; readonly found: string[] }

function note(seen: Seen, answer: unknown): void {
  if (!isUnknown(answer)) seen.known++
  if (hasNaN(answer)) seen.found.push(`${worded(seen.asked)} → ${worded(answer)}`)
}

/** Breaks off what has no end: else nobody would know where it hangs. */
function endsWithin(timeout: number, seen: Seen, run: () => void): void {
  try {
    new Script('run()').runInContext(createContext({ run }), { timeout })
  } catch (cause) {
    throw new Error(`asked about ${worded(seen.asked)}: ${cause}`, { cause })
  }
}

function answerTo(value: unknown, asking: Asking, args: readonly unknown[], any: Any): unknown {
  const answer = typeof value === 'function' ? value(...args) : value
  if (typeof asking === 'function' || isUnknown(answer)) return answer
  return asking.ask(answer as never, any, args as readonly never[])
}

function hasNaN(answer: unknown): boolean {
  if (typeof answer === 'number') return Number.isNaN(answer)
  return typeof answer === 'object' && answer !== null && Object.values(answer).some(hasNaN)
}

const worded = (value: unknown) =>
  JSON.stringify(value, (_, x) =>
    typeof x === 'function' || (typeof x === 'number' && !Number.isFinite(x)) ? String(x) : x,
  )
