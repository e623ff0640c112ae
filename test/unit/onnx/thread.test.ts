import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { buffersOf, copies } from '../../../src/onnx/thread/buffers.ts'
import { openThreaded } from '../../../src/onnx/thread/threaded.ts'
import type { Tensor } from '../../../src/protocol/tensor.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { bytesOf, floats, open, usual } from './given.ts'
import { saidBy } from './saying.ts'

const preloaded = new URL('./dying.ts', import.meta.url)
const dying = new URL('./dying-child.ts', import.meta.url)
const memory = new URL('./memory-child.ts', import.meta.url)

const opened = (name: string) =>
  openThreaded({ bytes: Uint8Array.from(bytesOf(name)), threads: 1 }, [], usual.died)

it('runs that come at once each get their own answer', async () => {
  const { run, release } = await opened('identity-float32')
  const runs = Array.from({ length: 200 }, (_, n) => run([floats('x', [1, 2], n, -n)], ['y']))
  const answers = await Promise.all(runs)
  const values = answers.map(({ outputs: [y] }) => y?.values)
  expect(values).toEqual(runs.map((_, n) => Float32Array.of(n, -n)))
  await release()
})

it('a run that fails fails alone, and what was sent is whole, to be sent again', async () => {
  const { run, release } = await opened('lookup')
  const place = (...values: readonly bigint[]): Tensor => ({
    ...{ name: 'place', datatype: 'INT64', shape: [values.length, 1] },
    values: BigInt64Array.from(values),
  })
  const sent = [place(1n), place(7n), place(2n)]
  const fates = await Promise.allSettled(sent.map((each) => run([each], ['word'])))
  expect(fates.map((fate) => fate.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(sent.map(({ values }) => values[0])).toEqual([1n, 7n, 2n])
  await release()
})

it('a view of a large body is sent without the body', async () => {
  const { run, release } = await opened('identity-uint8')
  const body = new Uint8Array(64 * 2 ** 20).fill(9)
  const x: Tensor = { name: 'x', datatype: 'UINT8', shape: [1, 2], values: body.subarray(5, 7) }
  const { outputs } = await run([x], ['y'])
  expect(outputs[0]?.values).toEqual(Uint8Array.of(9, 9))
  expect(bytesSent(x)).toEqual([2])
  expect(body.length).toBe(64 * 2 ** 20)
  await release()
})

it('release waits for the runs that were asked for, and no thread is left', async () => {
  const before = threads()
  const { run, release } = await opened('forest-100')
  expect(threads()).toBeGreaterThan(before)
  const X = floats('X', [1, 30], ...Array.from({ length: 30 }, (_, n) => n))
  const runs = Promise.all(Array.from({ length: 20 }, () => run([X], ['label'])))
  await Promise.all([release(), release()])
  expect(await runs).toHaveLength(20)
  await waitUntil(() => threads() <= before, { what: 'the thread to be gone', limitMs: 30_000 })
})

it.each([
  ['before it begins', 0],
  ['while it loads', 30],
])('an aborted start (%s) rejects with the reason, and leaves no thread', async (_, afterMs) => {
  const before = threads()
  const why = new Error('no longer wanted')
  const signal = afterMs === 0 ? AbortSignal.abort(why) : abortedAfter(afterMs, why)
  await expect(open(bytesOf('mlp'), { signal })).rejects.toBe(why)
  await waitUntil(() => threads() <= before, { what: 'the thread to be gone', limitMs: 30_000 })
})

it('a thread that ends fails its runs with ModelCrashed, tells it once, and takes nobody with it', async () => {
  expect(await saidBy(dying, ['--import', preloaded.href])).toEqual({
    code: 0,
    said: {
      place: 'Worker',
      before: [1],
      runs: ['ModelCrashed', 'ModelCrashed', 'ModelCrashed'],
      after: 'ModelCrashed: the thread of the model has ended: exit code 7',
      // The next one dies while it is opened: its owner hears of it by that.
      opened: 'ModelCrashed',
      died: ['ModelCrashed'],
    },
  })
})

it('two hundred sessions and a dozen threads leave no memory behind', {
  timeout: 60_000,
}, async () => {
  const { code, said } = await saidBy(memory, ['--expose-gc'])
  expect(code).toBe(0)
  const { sessionsMb, unreleasedMb, threadsMb, threads: left } = said as Record<string, number>
  expect(sessionsMb).toBeLessThan(12)
  expect(threadsMb).toBeLessThan(12)
  expect(left).toBe(0)
  // What it looks like when nobody releases them.
  expect(unreleasedMb).toBeGreaterThan(30)
})

const bytesSent = (tensor: Tensor) => buffersOf(copies([tensor])).map((each) => each.byteLength)

function threads(): number {
  return readdirSync('/proc/self/task').length
}

function abortedAfter(ms: number, why: Error): AbortSignal {
  const aborting = new AbortController()
  setTimeout(() => aborting.abort(why), ms)
  return aborting.signal
}
