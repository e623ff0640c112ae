import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { served } from '../../clients/served.ts'
import { difference } from '../../models/agreement.ts'
import { type Case, kept, type Value } from '../../models/models.ts'
import type { TensorOf } from '../../models/tensors.ts'
import { type Serving, startServing } from './process.ts'
import { type Form, heard, type Named, spoken } from './spoken.ts'

const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of ends.toReversed()) await end()
})

let serving: Serving
let address: string
beforeAll(async () => {
  const models = served.flatMap(({ name, path }) => ['--model', `${name}=${path}`])
  serving = startServing(models, { atEnd: (end) => void ends.push(end) })
  address = await serving.ready()
}, 480_000)

const forms: readonly Form[] = ['JSON', 'binary']

function ask(model: string, inputs: Named, form: Form): Promise<Response> {
  const { headers, body } = spoken(inputs, form)
  const url = `${address}/v2/models/${model}/infer`
  return fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })
}

/** What the server is asked: an optional input that is absent isn't there. */
const given = ({ inputs }: Case): Named =>
  new Map([...inputs].flatMap(([name, tensor]) => (tensor === undefined ? [] : [[name, tensor]])))

const hasNothing = (inputs: Named) =>
  [...inputs.values()].some(({ shape }) => shape.reduce((a, b) => a * b, 1) === 0)

/** What ONNX Runtime answers, and a server had better refuse. */
const refused: readonly (readonly [model: string, name: string, why: RegExp])[] = [
  ['default-input', 'given', /"scale" is no input of this model/], // it has a default, which counts
  ['scalar', 'a vector', /\[1\] is not of the shape that "x" takes/],
]

const nothing = /leaves no element/ // such tensors may end a process

/** Why the server refuses a case; nothing where it is to answer. */
function refusalOf(model: string, { name, answer }: Case, inputs: Named): RegExp | undefined {
  if (hasNothing(inputs)) return nothing
  if (answer.kind !== 'outputs') return /^(RequestInvalid|InferenceFailed): /
  return refused.find(([own, of]) => own === model && of === name)?.[2]
}

/** Maps are served as the matrix of their values. */
function wanted(value: Value): TensorOf | undefined {
  if (value.kind === 'tensor') return value.tensor
  return value.kind === 'maps' ? value.values : undefined
}

async function compare(answer: Response, outputs: ReadonlyMap<string, Value>): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer())
  expect(answer.status, body.toString()).toBe(200)
  const found = heard(body, answer.headers.get('inference-header-content-length')).outputs
  expect([...found.keys()]).toEqual([...outputs.keys()])
  for (const [name, value] of outputs) {
    const [should, is] = [wanted(value), found.get(name)]
    if (should === undefined || is === undefined) expect.fail(`${name} is not to be compared`)
    expect(difference(should, is), name).toBeUndefined()
  }
}

describe.each(served)('$name answers as ONNX Runtime does in Python', ({ name }) => {
  const { cases } = kept(name)
  it.each(cases)('$name', async (each) => {
    const inputs = given(each)
    for (const form of forms) {
      const answer = await ask(name, inputs, form)
      const refusal = refusalOf(name, each, inputs)
      if (refusal !== undefined) {
        expect(answer.status).toBe(400)
        expect(await answer.json()).toMatchObject({ error: expect.stringMatching(refusal) })
      } else if (each.answer.kind === 'outputs') await compare(answer, each.answer.outputs)
    }
  })
})

it('has gone through all that in one piece, without a bug of its own', () => {
  expect(serving.hasEnded()).toBe(false)
  expect(serving.log().filter(({ msg }) => msg === 'a bug of this server')).toEqual([])
})
