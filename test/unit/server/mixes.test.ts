import { setImmediate as nextTurn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { expect, it } from 'vitest'
import type { Tensors } from '../../../src/protocol/tensor.ts'
import { createBatcher, type Run } from '../../../src/server/batching.ts'
import { below, chance } from '../../chance.ts'
import { answerOf, createMixes, type Mix, modelOf } from './mixes.ts'

/** Requests in crowds, to three models; `twist` makes something wrong with what a model answers. */
async function mixed(count: number, twist: (run: Run) => Run) {
  const random = chance(11)
  const mix = createMixes(random, 3)
  const seen: number[] = []
  const batchers = [0, 1, 2].map((model) =>
    createBatcher(twist(modelOf(model, seen)), {
      mostRows: 16,
      mostWaiting: 1_000,
      turn: setImmediate,
    }),
  )
  const tally = { right: 0, bad: 0, gone: 0, wrong: 0 }

  async function judged(each: Mix): Promise<keyof typeof tally> {
    const asked = batchers[each.model]?.run(each.inputs, each.outputs, signalOf(each))
    try {
      return isOwn(each, (await asked) ?? []) ? 'right' : 'wrong'
    } catch (cause) {
      return endOf(each, cause as Error)
    }
  }

  for (let asked = 0; asked < count; ) {
    const crowd = Array.from({ length: 1 + below(random, 60) }, mix)
    asked += crowd.length
    const waves = [crowd.slice(0, crowd.length / 2), crowd.slice(crowd.length / 2)]
    const ends: Promise<keyof typeof tally>[] = []
    for (const wave of waves) {
      ends.push(...wave.map(judged))
      await nextTurn()
    }
    for (const end of await Promise.all(ends)) tally[end]++
  }
  return { tally, most: Math.max(...seen), waiting: batchers.map((each) => each.waiting()) }
}

/** Aborted when the client leaves: before it asks, in the same turn of the loop, or some turns later. */
function signalOf({ leaves }: Mix): AbortSignal {
  const leaving = new AbortController()
  const gone = new Error('gone')
  const leave = async (turns: number) => {
    for (let left = turns; left > 0; left--) await nextTurn()
    leaving.abort(gone)
  }
  if (leaves === 0) leaving.abort(gone)
  else if (leaves !== undefined) queueMicrotask(() => void leave(leaves - 1))
  return leaving.signal
}

function endOf({ leaves, isBad }: Mix, { message }: Error): 'gone' | 'bad' | 'wrong' {
  if (message === 'gone' && leaves !== undefined) return 'gone'
  return message === 'a bad row' && isBad ? 'bad' : 'wrong'
}

/** What it would get alone. */
const isOwn = ({ model, inputs, outputs, isBad }: Mix, found: Tensors) =>
  !isBad && isDeepStrictEqual(found, answerOf(model, inputs, outputs))

it('gives each its own rows, as if it were alone, in 10,000 mixes', {
  timeout: 60_000,
}, async () => {
  const { tally, most, waiting } = await mixed(10_000, (run) => run)
  expect(tally.wrong).toBe(0)
  expect([tally.gone > 500, tally.bad > 200, tally.right > 8_000]).toEqual([true, true, true])
  expect(most).toBeGreaterThan(8) // else there was nothing to mix up
  expect(waiting).toEqual([0, 0, 0])
})

const turned = (tensors: Tensors): Tensors =>
  tensors.map((tensor) => ({ ...tensor, values: tensor.values.slice().reverse() }))

it.each<[string, (run: Run) => Run]>([
  ['turns rows around', (run) => async (inputs, outputs) => turned(await run(inputs, outputs))],
  ['confuses outputs', (run) => (inputs, outputs) => run(inputs, outputs.toReversed())],
  [
    'gives everybody the rows of the first',
    (run) => {
      let first: Tensors | undefined
      return async (inputs, outputs) => {
        first ??= await run(inputs, outputs)
        return first
      }
    },
  ],
])('would notice a model that %s (a check of the test above)', async (_, twist) => {
  const { tally } = await mixed(500, twist)
  expect(tally.wrong).toBeGreaterThan(50)
})
