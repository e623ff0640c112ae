import { getEventListeners } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Datatype, Values } from '../../../src/protocol/datatypes.ts'
import type { Tensor, Tensors } from '../../../src/protocol/tensor.ts'
import { type Batching, createBatcher, type Run } from '../../../src/server/batching.ts'

const never = new AbortController().signal

/** Rows of an own width; negative numbers are bad rows. */
function rows(values: readonly number[], width = 1): Tensors {
  const shape = [values.length / width, width]
  return [{ name: 'x', datatype: 'FP32', shape, values: Float32Array.from(values) }]
}

/** Doubles each number, and says how many rows were seen at once. */
function doubling(seen: number[]): Run {
  return async ([x], outputs) => {
    await nextTurn()
    if (x === undefined) return []
    seen.push(x.shape[0] ?? 0)
    if ((x.values as Float32Array).some((value) => value < 0)) throw new Error('a bad row')
    const values = (x.values as Float32Array).map((value) => 2 * value)
    return outputs.map((name) => ({ ...x, name, values }))
  }
}

const usual: Batching = { mostRows: 8, mostWaiting: 10, turn: setImmediate }

const numbers = (found: Tensors) => found.map(({ values }) => [...values])

/** A batcher of a model that doubles; `ask` sends requests of these values all at once. */
function given(batching: Partial<Batching> = {}) {
  const seen: number[] = []
  const batcher = createBatcher(doubling(seen), { ...usual, ...batching })
  const ask = (...requests: readonly (readonly number[])[]) =>
    Promise.allSettled(requests.map((values) => batcher.run(rows(values), ['y'], never)))
  return { batcher, seen, ask }
}

const valuesOf = (ended: readonly PromiseSettledResult<Tensors>[]) =>
  ended.map((each) => (each.status === 'fulfilled' ? numbers(each.value)[0] : each.reason.message))

it('sends what waits at the same time as one, and gives each its own rows', async () => {
  const { seen, ask } = given()
  expect(valuesOf(await ask([1], [2, 3], [4]))).toEqual([[2], [4, 6], [8]])
  expect(seen).toEqual([4])
})

it('sends one that is alone at once', async () => {
  const { seen, ask } = given()
  for (const one of [1, 2]) await ask([one])
  expect(seen).toEqual([1, 1])
})

it('gathers while a batch runs', async () => {
  const { seen, ask } = given()
  const first = ask([1])
  await nextTurn()
  await Promise.all([first, ask([2], [3]), ask([4])])
  expect(seen).toEqual([1, 3])
})

it('never has more rows together than the most, unless one request does', async () => {
  const { seen, ask } = given({ mostRows: 4 })
  await ask(...[3, 2, 1, 9, 2].map((size) => Array(size).fill(1)))
  expect(seen).toEqual([4, 4, 9])
})

it('waits no longer than to the end of the turn once a batch is full', async () => {
  const { seen, ask } = given({ mostRows: 2, gather: () => {} })
  expect(valuesOf(await ask([1], [2]))).toEqual([[2], [4]])
  expect(valuesOf(await ask([1, 2, 3]))).toEqual([[2, 4, 6]])
  expect(seen).toEqual([2, 3])
})

it('waits as long as it is told to where a batch is not full, and for one batch only', async () => {
  const gathered: (() => void)[] = []
  const { seen, ask } = given({ mostRows: 2, gather: (go) => void gathered.push(go) })
  const first = ask([1])
  await nextTurn()
  expect(seen).toEqual([])
  await Promise.all([first, ask([2])])
  const second = ask([3])
  gathered[0]?.() // late: its batch has gone
  await nextTurn()
  await nextTurn()
  expect(seen).toEqual([2])
  gathered[1]?.()
  await second
  expect(seen).toEqual([2, 1])
})

it('counts for a full batch only what waits now, neither what has gone nor who has left', async () => {
  const gathered: (() => void)[] = []
  const { batcher, seen, ask } = given({ mostRows: 4, gather: (go) => void gathered.push(go) })
  await ask([1], [2], [3], [4])
  const leaving = new AbortController()
  const gone = [1, 2, 3].map((one) => batcher.run(rows([one]), ['y'], leaving.signal))
  const ended = Promise.allSettled(gone)
  leaving.abort(new Error('gone'))
  const stayed = ask([5], [6])
  for (let turns = 0; turns < 3; turns++) await nextTurn()
  expect([seen, batcher.waiting()]).toEqual([[4], 2])
  gathered.at(-1)?.()
  await Promise.all([stayed, ended])
  expect(seen).toEqual([4, 2])
})

it('runs each alone where no two may go together', async () => {
  const { seen, ask } = given({ mostRows: 1 })
  expect(valuesOf(await ask([1], [2, 3], [], [4]))).toEqual([[2], [4, 6], [], [8]])
  expect(seen).toEqual([1, 2, 0, 1])
})

it('lets the loop turn between two batches', async () => {
  let turns = 0
  const { ask } = given({
    mostRows: 1,
    turn(go) {
      turns++
      setImmediate(go)
    },
  })
  await ask([1], [2], [3])
  expect(turns).toBe(2)
})

it('lets a bad row fail its own request alone', async () => {
  const { ask } = given()
  expect(valuesOf(await ask([1], [-1, 2], [3]))).toEqual([[2], 'a bad row', [6]])
})

it('runs them one by one where a model makes one row of all', async () => {
  const summing: Run = async ([x]) => {
    const sum = (x?.values as Float32Array).reduce((a, b) => a + b, 0)
    return [{ name: 'y', datatype: 'FP32', shape: [1], values: Float32Array.of(sum) }]
  }
  const batcher = createBatcher(summing, usual)
  const found = await Promise.all([[1], [2]].map((one) => batcher.run(rows(one), ['y'], never)))
  expect(found.flatMap(numbers)).toEqual([[1], [2]])
})

it('runs them one by one where an output is not one of rows', async () => {
  const seen: number[] = []
  const run: Run = async (inputs, outputs) => {
    const one: Tensor = { name: 'n', datatype: 'FP32', shape: [1], values: Float32Array.of(7) }
    return [...(await doubling(seen)(inputs, outputs)), one]
  }
  const batcher = createBatcher(run, usual)
  const found = await Promise.all([[1], [2]].map((one) => batcher.run(rows(one), ['y'], never)))
  expect(found.map(numbers)).toEqual([
    [[2], [7]],
    [[4], [7]],
  ])
  expect(seen).toEqual([2, 1, 1])
})

it('goes on after a run that throws before it begins', async () => {
  const batcher = createBatcher(() => {
    throw new Error('no run')
  }, usual)
  for (let nth = 0; nth < 2; nth++) {
    const asked = [1, 2].map((one) => batcher.run(rows([one]), ['y'], never))
    expect(valuesOf(await Promise.allSettled(asked))).toEqual(['no run', 'no run'])
  }
})

const x = (shape: readonly number[], datatype: Datatype = 'FP32', name = 'x'): Tensor => {
  const count = shape.reduce((a, b) => a * b, 1)
  const values: Values = datatype === 'BYTES' ? Array(count).fill('a') : new Float32Array(count)
  return { name, datatype, shape, values }
}

it.each<[string, Tensors, readonly string[]]>([
  ['another width', [x([1, 2])], ['y']],
  ['another number of dimensions', [x([1, 1, 1])], ['y']],
  ['another datatype', [x([1, 1], 'BYTES')], ['y']],
  ['another name', [x([1, 1], 'FP32', 'z')], ['y']],
  ['one input more', [x([1, 1]), x([1, 1], 'FP32', 'z')], ['y']],
  ['other outputs', [x([1, 1])], ['z']],
  ['one output more', [x([1, 1])], ['y', 'z']],
  ['inputs that disagree about rows', [x([1, 1]), x([2, 1], 'FP32', 'z')], ['y']],
  ['no rows', [x([0, 1])], ['y']],
  ['no dimension', [x([])], ['y']],
  ['no input', [], ['y']],
])('never sends %s together with others', async (_, inputs, outputs) => {
  const seen: number[] = []
  const run: Run = async () => {
    seen.push(1)
    return []
  }
  const batcher = createBatcher(run, usual)
  await Promise.all([batcher.run([x([1, 1])], ['y'], never), batcher.run(inputs, outputs, never)])
  expect(seen).toEqual([1, 1])
})

it('refuses one more than may wait, and takes others afterwards', async () => {
  const { batcher, ask } = given({ mostWaiting: 2 })
  const ended = await ask([1], [2], [3])
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(ended[2]).toMatchObject({ reason: { code: 'Overloaded' } })
  expect([valuesOf(await ask([4], [5])), batcher.waiting()]).toEqual([[[8], [10]], 0])
})

it('makes room at once where somebody who waits leaves', async () => {
  const { batcher, seen } = given({ mostWaiting: 2 })
  const leaving = new AbortController()
  const gone = [1, 2].map((one) => batcher.run(rows([one]), ['y'], leaving.signal))
  leaving.abort(new Error('gone'))
  const stayed = [3, 4].map((one) => batcher.run(rows([one]), ['y'], never))
  expect(valuesOf(await Promise.allSettled(gone))).toEqual(['gone', 'gone'])
  expect(valuesOf(await Promise.allSettled(stayed))).toEqual([[6], [8]])
  expect(seen).toEqual([2])
})

it('runs nothing for whoever has left before', async () => {
  const { batcher, seen } = given()
  const left = AbortSignal.abort(new Error('gone'))
  await expect(batcher.run(rows([1]), ['y'], left)).rejects.toThrow('gone')
  await nextTurn()
  expect([seen, batcher.waiting()]).toEqual([[], 0])
})

it('answers the others where somebody leaves while the batch runs, and repeats nothing for who left', async () => {
  const seen: number[] = []
  const ends: (() => void)[] = []
  const run = doubling(seen)
  const slow: Run = async (inputs, outputs) => {
    await new Promise<void>((resolve) => ends.push(resolve))
    return run(inputs, outputs)
  }
  const batcher = createBatcher(slow, usual)
  const leaving = new AbortController()
  const gone = batcher.run(rows([1]), ['y'], leaving.signal)
  const others = [[-1], [3]].map((values) => batcher.run(rows(values), ['y'], never))
  const ended = Promise.allSettled([gone, ...others])
  for (let nth = 0; nth < 3; nth++) {
    while (ends.length <= nth) await nextTurn()
    leaving.abort(new Error('gone'))
    ends[nth]?.()
  }
  expect(valuesOf(await ended)).toEqual(['gone', 'a bad row', [6]])
  expect(seen).toEqual([3, 1, 1])
})

it('leaves nothing with a signal that lives longer than its requests', async () => {
  const { batcher } = given()
  const { signal } = new AbortController()
  const asked = [[1], [-1]].map((values) => batcher.run(rows(values), ['y'], signal))
  expect(getEventListeners(signal, 'abort')).toHaveLength(2)
  await Promise.allSettled(asked)
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})

it('says what went together', async () => {
  const ran: number[][] = []
  const { ask } = given({ ran: (requests, rows) => void ran.push([requests, rows]) })
  await ask([1], [2, 3], [-1])
  expect(ran).toEqual([[3, 4]])
})
