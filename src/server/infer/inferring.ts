import { type Written, written } from '../../protocol/answer.ts'
import { requestIn } from '../../protocol/request.ts'
import type { Tensors } from '../../protocol/tensor.ts'
import type { Served } from '../models/served.ts'
import { fitted } from './fitting.ts'
import { outputsOf, predictionText } from './prediction.ts'

export type Inferred = Written & { readonly prediction: string | undefined }

/** From the bytes of a request to those of its answer. */
export async function inferred(
  { name, version, model, batcher }: Served,
  body: Uint8Array,
  jsonLength: number | undefined,
  signal: AbortSignal,
): Promise<Inferred> {
  const { signature } = model
  const request = requestIn(body, jsonLength)
  const { inputs, outputs } = fitted(request, signature)
  const wanted = outputs.map((output) => output.name)
  const foreseen = outputsOf(signature.prediction)
  const asked = [...wanted, ...foreseen.filter((output) => !wanted.includes(output))]
  const found = await batcher.run(inputs, asked, signal)
  const answer = { model: name, version, id: request.id, outputs: sent(found, outputs) }
  return { ...written(answer), prediction: predictionText(signature.prediction, found) }
}

function sent(found: Tensors, outputs: readonly { readonly isBinary: boolean }[]) {
  return outputs.flatMap(({ isBinary }, nth) => {
    const tensor = found[nth]
    return tensor === undefined ? [] : [{ ...tensor, isBinary }]
  })
}
