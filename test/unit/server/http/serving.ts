import { ContenderError } from '../../../../src/errors.ts'
import { type AppPorts, createApp } from '../../../../src/http/app.ts'
import { createBudget } from '../../../../src/http/budget.ts'
import type { Signature } from '../../../../src/onnx/signature.ts'
import type { Tensors } from '../../../../src/protocol/tensor.ts'
import { protocolOperations } from '../../../../src/server/http/protocol.ts'
import type { Lease } from '../../../../src/server/models/served.ts'

const signature: Signature = {
  inputs: [{ name: 'x', datatype: 'FP32', shape: ['rows', 2] }],
  outputs: [{ name: 'x', datatype: 'FP32', shape: ['rows', 2] }],
  prediction: undefined,
}

/** A server whose only model, `echo`, answers with what it is asked. */
export async function echoing({ mostBytes = 1_000, memory = 10_000, ...ports }: Echoing = {}) {
  const budget = createBudget(memory)
  const answers: string[] = []
  const bugs: unknown[] = []
  let leases = 0
  const run = ports.run ?? (async (inputs: Tensors) => inputs)
  const served: Lease['served'] = {
    ...{ name: 'echo', version: '1', versions: () => ['1'], digest: '0'.repeat(64) },
    model: {
      ...{ signature, place: 'Inline', batching: { isSafe: true, why: '' } },
      run: async () => [],
      ...{ measured: { loadMs: 1, oneMs: 1, mostMs: 1 }, release: async () => {} },
    },
    batcher: { run, waiting: () => 0 },
  }
  const operations = protocolOperations({
    lease(name) {
      if (name !== 'echo') throw new ContenderError('ModelUnknown', `no model is named ${name}`)
      leases++
      return { served, done: () => leases-- }
    },
    unready: ports.unready ?? (() => undefined),
    wrong: ports.wrong ?? (() => []),
    limits: { mostBytes, budget, mostRequests: ports.mostRequests ?? 100 },
    version: '0.0.0',
  })
  const app = createApp({
    operations,
    isLeaving: ports.isLeaving ?? (() => false),
    answered: ({ code }) => answers.push(code),
    broke: (cause) => bugs.push(cause),
    now: () => 0,
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, address, answers, bugs, budget, leases: () => leases }
}

type Echoing = {
  readonly mostBytes?: number
  readonly memory?: number
  readonly mostRequests?: number
  readonly unready?: () => string | undefined
  readonly wrong?: () => readonly string[]
  readonly isLeaving?: AppPorts['isLeaving']
  readonly run?: (
    inputs: Tensors,
    outputs: readonly string[],
    signal: AbortSignal,
  ) => Promise<Tensors>
}

export const row = {
  inputs: [{ name: 'x', datatype: 'FP32', shape: [1, 2], data: [1, 2] }],
}

export const inferPath = '/v2/models/echo/infer'
