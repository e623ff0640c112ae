import { below } from '../../../chance.ts'
import { difference } from '../../../models/agreement.ts'
import { kept } from '../../../models/models.ts'
import { decoded, type WrittenTensor } from '../../../models/tensors.ts'
import type { Sound } from '../../fuzz/case.ts'
import { between, pick, type Random } from '../../fuzz/dice.ts'
import type { Answer } from '../../fuzz/reading.ts'
import { type Form, heard, type Named, spoken } from '../spoken.ts'
import { inferRequest } from './request.ts'

/** Some of each kind: types, widths, several inputs and outputs, fixed and no rows, inline and on a thread. */
export const fuzzed = [
  ...['identity-string', 'identity-int64', 'identity-float32', 'identity-float16'],
  ...['identity-bool', 'identity-uint8', 'add-int64', 'logistic-words-zipmap', 'mixed', 'text'],
  ...['lookup', 'lstm-states', 'sequence', 'mlp', 'mlp-four', 'several-outputs', 'scalar'],
  ...['no-inputs', 'rows-to-one', 'xgboost-classifier'],
]

export type SoundInfer = Sound & { readonly model: string; readonly form: Form }

type Known = { readonly model: string; readonly inputs: Named; readonly outputs: Named }

/** What ONNX Runtime in Python has answered, where that can be asked over HTTP. */
const known: readonly Known[] = fuzzed.flatMap((model) =>
  kept(model).cases.flatMap(({ name, inputs, answer }) => {
    if (answer.kind !== 'outputs' || (model === 'scalar' && name === 'a vector')) return []
    const tensors = [...inputs].flatMap(([own, tensor]) => (tensor ? [[own, tensor] as const] : []))
    if (tensors.some(([, { shape }]) => shape.includes(0))) return []
    const outputs = [...answer.outputs].flatMap(([own, value]) => {
      if (value.kind === 'tensor') return [[own, value.tensor] as const]
      return value.kind === 'maps' ? [[own, value.values] as const] : []
    })
    return [{ model, inputs: new Map(tensors), outputs: new Map(outputs) }]
  }),
)

/** Half of them are of values that nobody else sends, so that another's row is seen. */
export function soundBy(random: Random): SoundInfer {
  const { model, inputs, outputs } = random() < 0.5 ? pick(random, known) : own(random)
  const form = pick<Form>(random, ['JSON', 'binary'])
  const id = `id ${below(random, 2 ** 30)}`
  const wanted = { model, id, outputs }
  return {
    ...{ model, form, request: inferRequest(model, spoken(inputs, form, { id })) },
    wrongWith: (answer) => wrongIn(wanted, answer),
  }
}

const draws = {
  string: (random: Random) => `text ${below(random, 2 ** 30)}`,
  int64: (random: Random) => `${2n ** 60n + BigInt(below(random, 2 ** 30))}`,
  float32: (random: Random) => below(random, 2 ** 24),
}

function own(random: Random): Known {
  const type = pick(random, ['string', 'int64', 'float32'] as const)
  const rows = between(random, 1, 4)
  const values = Array.from({ length: rows * 2 }, () => draws[type](random))
  const tensor = decoded({ type, shape: [rows, 2], values } as WrittenTensor)
  return {
    ...{ model: `identity-${type}` },
    ...{ inputs: new Map([['x', tensor]]), outputs: new Map([['y', tensor]]) },
  }
}

type Wanted = { readonly model: string; readonly id: string; readonly outputs: Named }

function wrongIn(wanted: Wanted, { status, headers, body }: Answer): string | undefined {
  const shown = `${status} ${body.toString('latin1', 0, 200)}`
  if (status !== 200) return `a sound request got ${shown}`
  const found = heard(body, headers.get('inference-header-content-length'))
  if (found.id !== wanted.id) return `a sound request ${wanted.id} got the answer to ${found.id}`
  if (found.model !== wanted.model) return `a sound request to ${wanted.model} got ${found.model}`
  for (const [name, should] of wanted.outputs) {
    const is = found.outputs.get(name)
    const wrong = is === undefined ? 'is missing' : difference(should, is)
    if (wrong !== undefined) return `a sound request to ${wanted.model}: ${name} ${wrong}`
  }
  return undefined
}
