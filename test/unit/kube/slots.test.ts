import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createSlots, type Lane } from '../../../src/kube/slots.ts'
import { below, chance } from '../../chance.ts'

const { signal } = new AbortController()
const lanes = { ordinary: 3, urgent: 1 }

it('gives each lane slots of its own', async () => {
  const { take } = createSlots(lanes)
  const began: string[] = []
  const start = (lane: Lane, name: string) =>
    take(lane, signal).then((giveBack) => {
      began.push(name)
      return giveBack
    })
  const [first] = await Promise.all(['a', 'b', 'c'].map((name) => start('ordinary', name)))
  void start('ordinary', 'd')
  await nextTurn()
  const urgent = await start('urgent', 'lease')
  void start('urgent', 'second lease')
  await nextTurn()
  expect(began).toEqual(['a', 'b', 'c', 'lease'])
  urgent()
  await nextTurn()
  expect(began.slice(4)).toEqual(['second lease'])
  first?.()
  await nextTurn()
  expect(began.slice(5)).toEqual(['d'])
})

it('never has more running than it may, loses nobody, and keeps the order of each lane', async () => {
  for (let seed = 0; seed < 100; seed++) {
    const random = chance(seed)
    const { take } = createSlots(lanes)
    const running = { urgent: 0, ordinary: 0 }
    const begun = { urgent: [] as number[], ordinary: [] as number[] }
    const wanted: Lane[] = Array.from({ length: 60 }, () =>
      random() < 0.3 ? 'urgent' : 'ordinary',
    )

    const work = async (lane: Lane, n: number) => {
      const giveBack = await take(lane, random() < 0.2 ? leaving() : signal)
      begun[lane].push(n)
      running[lane]++
      expect(running.ordinary, `seed ${seed}`).toBeLessThanOrEqual(3)
      expect(running.urgent, `seed ${seed}`).toBeLessThanOrEqual(1)
      for (let wait = below(random, 5); wait > 0; wait--) await nextTurn()
      running[lane]--
      giveBack()
    }
    const ends = await Promise.allSettled(wanted.map(work))
    const left = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
    expect(left.filter((reason) => reason !== 'left')).toEqual([])
    expect(begun.urgent.length + begun.ordinary.length + left.length).toBe(60)
    for (const order of Object.values(begun)) expect(order).toEqual(order.toSorted((a, b) => a - b))
  }
})

/** A signal that aborts a moment later. */
function leaving(): AbortSignal {
  const leave = new AbortController()
  setImmediate(() => leave.abort('left'))
  return leave.signal
}

it('lets go of one who leaves while waiting, with the reason', async () => {
  const { take } = createSlots({ ordinary: 1, urgent: 1 })
  const giveBack = await take('ordinary', signal)
  const leave = new AbortController()
  const waiting = take('ordinary', leave.signal)
  const next = take('ordinary', signal)
  leave.abort('enough')
  await expect(waiting).rejects.toBe('enough')
  await expect(take('urgent', leave.signal)).rejects.toBe('enough')
  giveBack()
  await next
})
