import type { Model } from '../../onnx/model.ts'
import type { Failure } from './failure.ts'

/** How it stands with one model that is wanted. */
export type Standing = {
  readonly name: string
  /** Known once it was loaded, if it is not wanted with one. */
  readonly version: string | undefined
  /** This very model answers. */
  readonly ready: boolean
  /** All that is meant to answer under this name does, be it with what was there before. */
  readonly served: boolean
  /** There is no being ready without it. A model that joins others later is no reason to stop those. */
  readonly awaited: boolean
  readonly digest: string | undefined
  readonly place: Model['place'] | undefined
  /** Why the last try failed. */
  readonly failure: Failure | undefined
  /** Its origin has other bytes now; it goes on with those that it has. */
  readonly changed: Failure | undefined
  /** That failed in a row. */
  readonly tries: number
}

const lineOf = (name: string, { code, message }: Failure) => `${name}: ${code}: ${message}`

/** What is wrong, one line each: what failed, and what has changed behind our back. */
export const wrongLines = (standing: readonly Standing[]): readonly string[] => [
  ...new Set(
    standing.flatMap(({ name, failure, changed }) =>
      [failure, changed].flatMap((each) => (each === undefined ? [] : [lineOf(name, each)])),
    ),
  ),
]

export type Failing = { readonly name: string; readonly code: string }

/** The same for whoever counts: each pair once. */
export function failing(standing: readonly Standing[]): readonly Failing[] {
  const all = standing.flatMap(({ name, failure, changed }) =>
    [failure, changed].flatMap((each) => (each === undefined ? [] : [{ name, code: each.code }])),
  )
  return [...new Map(all.map((each) => [`${each.name} ${each.code}`, each])).values()]
}

/** Why this process should get no requests; nothing where all answer that must. */
export function unready(standing: readonly Standing[]): string | undefined {
  const away = standing.filter(({ served, awaited }) => awaited && !served)
  if (away.length === 0) return undefined
  const failed = away.flatMap(({ name, failure }) => (failure ? [lineOf(name, failure)] : []))
  const loading = away.flatMap(({ name, failure }) => (failure ? [] : [`${name} is being loaded`]))
  return [...failed, ...new Set(loading)].join('; ')
}
