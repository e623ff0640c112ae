import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { TooLate, within } from '../../../src/reconciler/within.ts'
import { createHands } from '../../hands.ts'

it('gives back what comes in time, and leaves nothing asleep or listening', async () => {
  const hands = createHands()
  const { signal } = new AbortController()
  expect(await within(1000, hands, async () => 'done', signal)).toBe('done')
  expect(hands.sleepers()).toBe(0)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

it('gives up what comes too late, also where it heeds no signal', async () => {
  const hands = createHands()
  let inner: AbortSignal | undefined
  const hangs = (signal: AbortSignal) => {
    inner = signal
    return new Promise<never>(() => {})
  }
  const late = within(1500, hands, hangs)
  const failed = expect(late).rejects.toThrow(new TooLate('no answer within 1.5 s'))
  await hands.turn(1500)
  await failed
  expect(inner?.aborted).toBe(true)
})

it('gives up with the reason of the signal that it was given', async () => {
  const hands = createHands()
  const outer = new AbortController()
  const hanging = within(1000, hands, () => new Promise<never>(() => {}), outer.signal)
  outer.abort(new Error('enough'))
  await expect(hanging).rejects.toThrow('enough')
  let began = false
  const act = async () => {
    began = true
  }
  await expect(within(1000, hands, act, outer.signal)).rejects.toThrow('enough')
  expect(began).toBe(false)
})

it('lets out what is thrown', async () => {
  const bug = new TypeError('undefined is not a function')
  const act = async () => {
    throw bug
  }
  await expect(within(1000, createHands(), act)).rejects.toThrow(bug)
})
