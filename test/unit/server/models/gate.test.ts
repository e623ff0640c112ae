import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createGate } from '../../../../src/server/models/gate.ts'

const never = new AbortController().signal

/** Acts that end when they are told to, and what has begun so far. */
function givenActs(room: number) {
  const gate = createGate(room)
  const begun: number[] = []
  const ends = new Map<number, () => void>()
  const act = (nth: number, signal = never) =>
    gate.within(signal, () => {
      begun.push(nth)
      return new Promise<number>((resolve) => ends.set(nth, () => resolve(nth)))
    })
  return { act, begun, end: (nth: number) => ends.get(nth)?.() }
}

it('lets so many in at a time, in the order in which they came', async () => {
  const { act, begun, end } = givenActs(2)
  const acts = [1, 2, 3, 4].map((nth) => act(nth))
  await turn()
  expect(begun).toEqual([1, 2])
  end(2)
  await turn()
  expect(begun).toEqual([1, 2, 3])
  for (const nth of [1, 3]) end(nth)
  await turn()
  end(4)
  expect(await Promise.all(acts)).toEqual([1, 2, 3, 4])
})

it('makes room also where an act fails', async () => {
  const gate = createGate(1)
  const failing = gate.within(never, () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await gate.within(never, async () => 'yes')).toBe('yes')
})

it('lets whoever leaves the queue go, and takes nobody’s place', async () => {
  const { act, begun, end } = givenActs(1)
  const leaving = new AbortController()
  const first = act(1)
  const second = act(2, leaving.signal)
  const third = act(3)
  leaving.abort(new Error('gone'))
  await expect(second).rejects.toThrow('gone')
  end(1)
  await first
  await turn()
  end(3)
  expect([await third, begun]).toEqual([3, [1, 3]])
  await expect(act(4, leaving.signal)).rejects.toThrow('gone')
})
