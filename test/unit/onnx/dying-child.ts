import { ContenderError } from '../../../src/errors.ts'
import { openModel } from '../../../src/onnx/opening.ts'
import type { Tensor } from '../../../src/protocol/tensor.ts'
import { bytesOf, usual } from './given.ts'

/** A model whose thread dies under it; `dying.ts` is preloaded. */
const died: string[] = []
const opening = { ...usual, died: (why: ContenderError) => void died.push(why.code) }
const model = await openModel(bytesOf('sequence'), opening)
const tokens = (first: bigint): Tensor => ({
  ...{ name: 'tokens', datatype: 'INT64', shape: [1, 2] },
  values: BigInt64Array.of(first, 1n),
})
const run = (first: bigint) => model.run([tokens(first)], ['pooled'])
const codeOf = (cause: unknown) => (cause instanceof ContenderError ? cause.code : `${cause}`)

const [pooled] = await run(0n)
const before = pooled?.shape.slice(0, 1)
const runs = await Promise.all(
  [run(-1n), run(0n), run(0n)].map((each) => each.then(() => 'ran', codeOf)),
)
const after = await run(0n).catch((cause) => `${codeOf(cause)}: ${cause.message}`)
await model.release()
process.env['DIES'] = 'at once'
const opened = await openModel(bytesOf('sequence'), opening).then(() => 'opened', codeOf)
process.stdout.write(JSON.stringify({ place: model.place, before, runs, after, opened, died }))
