import { isUnknown } from '../../src/stats/unknown.ts'
import type { Case } from './cases.ts'

export type Answers = { readonly [fn: string]: (inputs: never) => unknown }

export type Failure = {
  readonly id: string
  /** Which leaf, keys joined by dots. */
  readonly path: string
  readonly expected: unknown
  readonly got: unknown
}

/** What is wrong in the answer to a case; it passes when nothing is. */
export function failuresOf(
  answers: Answers,
  { id, fn, inputs, expected, tolerance }: Case,
): readonly Failure[] {
  const answer = Object.hasOwn(answers, fn) ? answers[fn] : undefined
  if (answer === undefined) return [{ id, path: fn, expected: 'a function', got: 'none' }]
  const got = attempt(() => answer(decoded(inputs) as never))
  return differences([], expected, got, tolerance).map((each) => ({ id, ...each }))
}

/** Our functions never throw; a table may, at a method that it does not know. */
function attempt(answer: () => unknown): unknown {
  try {
    return answer()
  } catch (error) {
    return String(error)
  }
}

/** Every leaf of what is expected where the answer has another. */
function differences(
  path: readonly string[],
  expected: unknown,
  got: unknown,
  tolerance: Case['tolerance'],
): readonly Omit<Failure, 'id'>[] {
  if (isObject(expected) && isObject(got) && haveOneShape(expected, got)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      differences([...path, key], value, isUnknown(got) ? got : lookup(got, key), tolerance),
    )
  }
  if (isClose(decoded(expected), isUnknown(got) ? Number.NaN : got, tolerance)) return []
  return [{ path: path.join('.'), expected, got: isUnknown(got) ? got.unknown : worded(got) }]
}

/** Lists have as many items as are expected; ignorance is no number at any leaf. */
function haveOneShape(expected: object, got: object): boolean {
  if (isUnknown(got) || !Array.isArray(expected)) return true
  return Array.isArray(got) && got.length === expected.length
}

function lookup(got: object, key: string): unknown {
  return new Map<string, unknown>(Object.entries(got)).get(key)
}

function isClose(expected: unknown, got: unknown, { rel, abs }: Case['tolerance']): boolean {
  if (typeof expected !== 'number' || typeof got !== 'number') return expected === got
  if (!Number.isFinite(expected)) return Object.is(expected, got)
  return Math.abs(got - expected) <= abs + rel * Math.abs(expected)
}

const words = ['Infinity', '-Infinity', 'NaN']

/** With the numbers that the words stand for, at any depth. */
function decoded(value: unknown): unknown {
  if (typeof value === 'string') return words.includes(value) ? Number(value) : value
  if (Array.isArray(value)) return value.map(decoded)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decoded(inner)]))
}

function worded(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
