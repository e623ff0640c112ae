import type { JsonPath } from '../api/json.ts'

/** A path as a chain to its parent, since hardly any is ever spelled out. */
export type Trail =
  | { readonly up: Trail; readonly step: string | number; readonly depth: number }
  | undefined

export type Spot = { readonly at: number; readonly trail: Trail }

export const below = (up: Trail, step: string | number): Trail => ({
  up,
  step,
  depth: depthOf(up) + 1,
})

/** Far more than a manifest needs, and less than half of what the stack carries; kubectl: 10,000. */
export const maxDepth = 300

export const tooDeep = `nested deeper than ${maxDepth} levels`

export const depthOf = (trail: Trail): number => trail?.depth ?? 0

export function pathOf(trail: Trail): JsonPath {
  const path: (string | number)[] = []
  for (let here = trail; here !== undefined; here = here.up) path.push(here.step)
  return path.reverse()
}
