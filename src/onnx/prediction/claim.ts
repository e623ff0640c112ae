import type { Classes } from '../graph/classes.ts'
import type { Graph } from '../graph/graph.ts'
import { type Producers, producersOf } from './producers.ts'
import { type Labels, labelsBehind, scoresBehind } from './tracing.ts'

/** What the nodes of a file say about its outputs, before anybody has seen one. */
export type Claim = {
  readonly label: string | undefined
  readonly probabilities: string | undefined
  /** In the order of the columns; undefined: each is called by its place, 0, 1, … */
  readonly classes: Classes | undefined
  /** The label must be the likeliest class, since it is made of these probabilities. */
  readonly isLikeliest: boolean
}

/**
 * A classifier, where there is exactly one: a node that gives a label and scores (those of ai.onnx.ml), the place of
 * the greatest score (ArgMax), perhaps as a name (ArrayFeatureExtractor), or a ZipMap, which names its columns.
 */
export function claimOf(graph: Graph, zipped: ReadonlyMap<string, Classes>): Claim | undefined {
  const producers = producersOf(graph)
  const outputs = graph.outputs.map(({ name }) => name)
  const labels = outputs.flatMap((output) => {
    const found = labelsBehind(output, producers, graph.constants)
    return found === undefined ? [] : [{ output, ...found }]
  })
  if (new Set(labels.map(({ scores }) => scores)).size > 1) return undefined
  const [label] = labels
  if (label !== undefined) return labelled(label, outputs, producers, graph, zipped)
  const [zip, ...zips] = zipped
  if (zip === undefined || zips.length > 0) return undefined
  const [other, ...others] = outputs.filter((output) => output !== zip[0])
  const isPair = others.length === 0
  return {
    label: isPair ? other : undefined,
    probabilities: zip[0],
    classes: zip[1],
    isLikeliest: false,
  }
}

function labelled(
  { output, scores, classes, isLikeliest }: Labels & { readonly output: string },
  outputs: readonly string[],
  producers: Producers,
  { constants }: Graph,
  zipped: ReadonlyMap<string, Classes>,
): Claim | undefined {
  const [found, ...others] = outputs.filter(
    (each) => each !== output && scoresBehind(each, producers, constants) === scores,
  )
  const probabilities = others.length === 0 ? found : undefined
  // The place of the greatest of anything is no class.
  if (classes === undefined && probabilities === undefined) return undefined
  const named = zipped.get(probabilities ?? '') ?? classes
  return { label: output, probabilities, classes: named, isLikeliest }
}
