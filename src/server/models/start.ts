import { ContenderError, isFailureCode } from '../../errors.ts'
import { type Failure, failureOf } from './failure.ts'
import { type Standing, wrongLines } from './standing.ts'

/** How far a start has come: what failed may still come, if somebody has the patience. */
export function startOf(standing: readonly Standing[]): 'Ready' | 'Loading' | Error {
  if (standing.every(({ ready }) => ready)) return 'Ready'
  const failed = standing.flatMap(({ name, failure }) => (failure ? [{ name, ...failure }] : []))
  const [first, ...others] = failed
  if (first === undefined) return 'Loading'
  const all = [
    `${first.name}: ${first.message}`,
    ...new Set(others.filter((other) => !isSame(other, first)).map(lineOf)),
  ].join('; ')
  return isFailureCode(first.code) ? new ContenderError(first.code, all) : new Error(all)
}

/** What is left to read where a start has failed: why, and what else was wrong. */
export function lastLines(standing: readonly Standing[], cause: unknown): readonly string[] {
  const { code, message } = failureOf(cause)
  const start = startOf(standing)
  const isOfModels = start instanceof Error && failureOf(start).message === message
  return [...(isOfModels ? [] : [`${code}: ${message}`]), ...wrongLines(standing)]
}

type Failed = Failure & { readonly name: string }

const lineOf = ({ name, code, message }: Failed) => `${name}: ${code}: ${message}`

/** Versions of one name may fail of one thing. */
const isSame = (some: Failed, other: Failed) => lineOf(some) === lineOf(other)
