import type { JsonPath } from '../api/json.ts'

/** Something wrong at an offset. Of a document with a fatal complaint kubectl reads nothing. */
export type Complaint = {
  readonly at: number
  readonly message: string
  readonly path?: JsonPath
  readonly fatal: boolean
}

/** Where a value is: the offset to point at, and the way to it. */
export type Spot = { readonly at: number; readonly trail: Trail }

/** kubectl is silent about it; the API server refuses YAML that does it (`fieldValidation=Strict`). */
export const repeated = ({ at, trail }: Spot): Complaint => ({
  at,
  path: pathOf(trail),
  message: 'the key is given twice; kubectl keeps only the last one',
  fatal: false,
})

/** A path as a chain to its parent, since hardly any is ever spelled out. */
export type Trail =
  | { readonly up: Trail; readonly step: string | number; readonly depth: number }
  | undefined

export const below = (up: Trail, step: string | number): Trail => ({
  up,
  step,
  depth: depthOf(up) + 1,
})

export const depthOf = (trail: Trail): number => trail?.depth ?? 0

export function pathOf(trail: Trail): JsonPath {
  const path: (string | number)[] = []
  for (let here = trail; here !== undefined; here = here.up) path.push(here.step)
  return path.toReversed()
}

/** Far more than a manifest needs, and less than half of what the stack carries; kubectl: 10,000. */
export const maxDepth = 300

export const tooDeep = `nested deeper than ${maxDepth} levels`
