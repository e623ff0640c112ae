import { describe, expect, it } from 'vitest'
import { ContenderError } from '../../../src/errors.ts'
import { type Declaration, openSession } from '../../../src/onnx/session/session.ts'
import { openThreaded } from '../../../src/onnx/thread/threaded.ts'
import type { Tensors } from '../../../src/protocol/tensor.ts'
import { difference, exactDifference } from '../../models/agreement.ts'
import { type Case, kept, names, type Value } from '../../models/models.ts'
import type { TensorOf } from '../../models/tensors.ts'
import { bytesOf, got, sent, usual } from './given.ts'

/** What is refused when it is opened: refusals.test.ts says how. */
const refused = ['identity-bfloat16', 'optional-input', 'tensor-list']

/** onnxruntime-node ignores a value for an input that has a default: the signature hasn't got that input. */
const otherwise = ['default-input given']

type Run = (inputs: Tensors, outputs: readonly string[]) => Promise<Tensors>
type Opened = {
  readonly outputs: readonly string[]
  readonly run: Run
  readonly release: () => Promise<void>
}
type Place = (name: string) => Promise<Opened>

const namesOf = ({ outputs }: Declaration) => outputs.map((output) => output.name)

const places: readonly (readonly [string, Place])[] = [
  [
    'on this thread',
    async (name) => {
      const { declaration, run, release } = await openSession(bytesOf(name), 1)
      return { outputs: namesOf(declaration), run, release }
    },
  ],
  [
    'on a thread of its own',
    async (name) => {
      const bytes = Uint8Array.from(bytesOf(name))
      const { declaration, run, release } = await openThreaded(
        { bytes, threads: 1 },
        [],
        usual.died,
      )
      const runThere: Run = async (inputs, outputs) => (await run(inputs, outputs)).outputs
      return { outputs: namesOf(declaration), run: runThere, release }
    },
  ],
]

describe.each(places)('%s', (_, place) => {
  it.each(
    names.filter((name) => !refused.includes(name)),
  )('%s answers each case as in Python', async (name) => {
    const { outputs, run, release } = await place(name)
    const found: Record<string, unknown> = {}
    const { cases } = kept(name)
    // The first once more, when others have failed: the model goes on.
    for (const each of [...cases, ...cases.slice(0, 1)].filter(
      (own) => !otherwise.includes(`${name} ${own.name}`),
    )) {
      found[each.name] = await judged(name, each, outputs, run)
    }
    await release()
    expect(found).toEqual(
      Object.fromEntries(Object.keys(found).map((each) => [each, 'as it should'])),
    )
  })
})

it('there are cases of each kind', () => {
  const fates = names.flatMap((name) => kept(name).cases.map(fateOf))
  const count = (fate: string) => fates.filter((each) => each === fate).length
  expect(count('answer')).toBeGreaterThan(100)
  expect(count('fail')).toBeGreaterThan(6)
  expect(count('be refused')).toBeGreaterThan(40)
})

async function judged(
  name: string,
  found: Case,
  all: readonly string[],
  run: Run,
): Promise<string> {
  const inputs = [...found.inputs].flatMap(([input, tensor]) =>
    tensor === undefined ? [] : [sent(input, tensor)],
  )
  const fate = fateOf(found)
  // The order in which they are asked for is not that of the model.
  const wanted = [...expectedOf(found)].reverse()
  const asked = fate === 'answer' ? wanted.map(([output]) => output) : all
  const outputs = await run(inputs.reverse(), asked).catch((cause) => saidOf(cause))
  if (typeof outputs === 'string') return outputs === fate ? 'as it should' : outputs
  if (fate !== 'answer') return `should ${fate}`
  return firstDifference(name, wanted, outputs) ?? 'as it should'
}

/** What a failure is; itself, if it is none that a client should see. */
function saidOf(cause: unknown): string {
  const isFailure = cause instanceof ContenderError && cause.code === 'InferenceFailed'
  if (!isFailure || cause.message.includes('/')) return `${cause}`
  return cause.message.endsWith('has no element') ? 'be refused' : 'fail'
}

/** What has no element is never run, whatever Python answers: with an LSTM, it ends the process. */
function fateOf({ inputs, answer }: Case): 'answer' | 'fail' | 'be refused' {
  if ([...inputs.values()].some((tensor) => tensor?.values.length === 0)) return 'be refused'
  return answer.kind === 'outputs' ? 'answer' : 'fail'
}

function expectedOf({ answer }: Case): ReadonlyMap<string, TensorOf> {
  if (answer.kind !== 'outputs') return new Map()
  return new Map([...answer.outputs].flatMap(([name, value]) => tensorOf(name, value)))
}

function tensorOf(name: string, value: Value): readonly (readonly [string, TensorOf])[] {
  if (value.kind === 'list') return []
  return [[name, value.kind === 'tensor' ? value.tensor : value.values]]
}

function firstDifference(
  model: string,
  wanted: readonly (readonly [string, TensorOf])[],
  outputs: Tensors,
): string | undefined {
  const compare = model.startsWith('identity-') ? exactDifference : difference
  const said = wanted.map(([name, tensor], nth) => {
    const own = outputs[nth]
    return own?.name === name ? compare(tensor, got(own)) : `${own?.name} instead of ${name}`
  })
  return said.find((each) => each !== undefined)
}
