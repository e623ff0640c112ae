import type { Graph, Node } from '../graph/graph.ts'

/** Which node makes a value, and which of its outputs that is. */
export type Made = { readonly node: Node; readonly nth: number }
export type Producers = ReadonlyMap<string, Made>

export function producersOf({ nodes }: Graph): Producers {
  return new Map(
    nodes.flatMap((node) => node.outputs.map((name, nth) => [name, { node, nth }] as const)),
  )
}

/**
 * Where a value comes from: upwards through nodes that `passes`, by their first input, to the first that doesn't, or
 * to what no node makes.
 */
export function origin(
  name: string,
  producers: Producers,
  passes: (made: Made) => boolean,
): string {
  let at = name
  const seen = new Set<string>()
  for (;;) {
    const made = producers.get(at)
    const above = made?.node.inputs[0]
    if (made === undefined || above === undefined || seen.has(at) || !passes(made)) return at
    seen.add(at) // a file may say that a value is made of itself
    at = above
  }
}
