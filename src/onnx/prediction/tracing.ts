import { type Classes, classesIn, classesOf } from '../graph/classes.ts'
import type { Graph } from '../graph/graph.ts'
import { type Made, origin, type Producers } from './producers.ts'

type Constants = Graph['constants']

export type Labels = {
  /** The value that the label is made of, or is made with. */
  readonly scores: string
  readonly classes: Classes | undefined
  readonly isLikeliest: boolean
}

/** They change the shape or the type of a label, and nothing else. */
const keepLabels = ['Identity', 'Cast', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten']

/** They keep the order of scores. What comes of it is looked at before it is called a probability. */
const keepScores = ['Identity', 'Cast', 'Reshape', 'Normalizer', 'Softmax', 'ZipMap']

/** The same, where the other side is a constant. */
const scale = ['Mul', 'Div', 'Add', 'Sub']

const passesLabels = ({ node }: Made) => keepLabels.includes(node.operator)

const passesScores =
  (constants: Constants) =>
  ({ node }: Made) =>
    keepScores.includes(node.operator) ||
    (scale.includes(node.operator) && constants.has(node.inputs[1] ?? ''))

type Found = (made: Made, producers: Producers, constants: Constants) => Labels | undefined

/** What gives labels, by operator. */
const givers: { readonly [operator: string]: Found } = {
  TreeEnsembleClassifier: classifier,
  LinearClassifier: classifier,
  SVMClassifier: classifier,
  ArgMax: (made, producers, constants) => likeliest(made, undefined, producers, constants),
  ArrayFeatureExtractor: named,
}

/** What an output is the label of, if it is one. */
export function labelsBehind(
  output: string,
  producers: Producers,
  constants: Constants,
): Labels | undefined {
  const made = producers.get(origin(output, producers, passesLabels))
  return made && givers[made.node.operator]?.(made, producers, constants)
}

function classifier({ node, nth }: Made): Labels | undefined {
  const classes = classesOf(node.fields)
  if (nth !== 0 || classes.length === 0) return undefined
  return { scores: node.outputs[1] ?? '', classes, isLikeliest: false }
}

function likeliest(
  { node }: Made,
  classes: Classes | undefined,
  producers: Producers,
  constants: Constants,
): Labels {
  const scores = scoresBehind(node.inputs[0] ?? '', producers, constants)
  return { scores, classes, isLikeliest: true }
}

/** The names of places, by the place that is the likeliest. */
function named({ node }: Made, producers: Producers, constants: Constants): Labels | undefined {
  const [names = '', place = ''] = node.inputs
  const classes = classesIn(constants.get(names) ?? new Uint8Array())
  const chosen = producers.get(origin(place, producers, passesLabels))
  const isNamed = classes.length > 0 && chosen?.node.operator === 'ArgMax'
  return isNamed ? likeliest(chosen, classes, producers, constants) : undefined
}

/** The value that these scores are made of. */
export function scoresBehind(output: string, producers: Producers, constants: Constants): string {
  return origin(output, producers, passesScores(constants))
}
