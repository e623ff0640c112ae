import { describe, expect, it } from 'vitest'
import { createPairs, type KeptPair } from '../../../../src/router/instance/pairs.ts'
import { bytes, fresh, quick, startMs, travelled } from '../../evidence/given.ts'
import { anInstance, arrived, beats, label, plan, received } from './given.ts'

const pair = (sequence: number, given: Partial<KeptPair> = {}): KeptPair => ({
  ...{ instance: 'a', sequence, round: 1, exposedAtMs: sequence, variant: fresh },
  challenger: { failed: false, values: {} },
  ...given,
})

describe('what challengers made of copies', () => {
  it('is let go when the outcome has come, all of one receipt together', () => {
    const pairs = createPairs([pair(1), pair(2), pair(1, { variant: 'other@00000000' })])
    expect(pairs.release('a', 1).map(({ variant }) => variant)).toEqual([fresh, 'other@00000000'])
    expect(pairs.release('a', 1)).toEqual([])
    expect(pairs.read()).toEqual([pair(2)])
  })

  it('is kept once, however often it is heard', () => {
    const pairs = createPairs([pair(1)])
    pairs.keep([pair(1), pair(1)])
    expect(pairs.read()).toEqual([pair(1)])
  })

  it('takes a bounded room: the oldest are forgotten first, and it is said how many', () => {
    const pairs = createPairs([], 3500)
    const forgotten = Array.from({ length: 50 }, (_, nth) => pairs.keep([pair(nth)]))
    expect(forgotten.reduce((sum, each) => sum + each, 0)).toBe(40)
    expect(pairs.read().map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 10 }, (_, nth) => 40 + nth),
    )
    for (let nth = 0; nth < 50; nth++) pairs.release('a', nth)
    expect(pairs.keep(Array.from({ length: 10 }, (_, nth) => pair(nth)))).toBe(0)
  })

  it('goes through JSON', () => {
    const pairs = createPairs([pair(1), pair(2)])
    expect(bytes(createPairs(travelled(pairs.read())).read())).toBe(bytes(pairs.read()))
  })
})

describe('an instance', () => {
  const answer = { ...quick, values: label.values }
  const copy = (instance: ReturnType<typeof anInstance>, sequence: number) => {
    const { receipt } = received({ sequence, ...label })
    const both = { champion: answer, challenger: answer }
    instance.copy({ exposure: receipt, variant: fresh, pair: both, sequence })
  }
  const waiting = (instance: ReturnType<typeof anInstance>) => instance.state(0).pairs.length
  const unscored = (instance: ReturnType<typeof anInstance>) =>
    instance.look().own.events.PairUnscored

  it('counts those of which the outcome was there before the copy was answered', () => {
    const instance = anInstance()
    instance.outcome(arrived(received({ sequence: 1, ...label })))
    copy(instance, 1)
    copy(instance, 2)
    expect([waiting(instance), unscored(instance)]).toEqual([1, 1])
  })

  it('lets those go whose receipts are refused by now, and those of earlier rounds', () => {
    const instance = anInstance()
    copy(instance, 1)
    beats(instance, startMs + 167 * 3_600_000)
    expect(waiting(instance)).toBe(1)
    beats(instance, startMs + 169 * 3_600_000)
    expect(waiting(instance)).toBe(0)
    copy(instance, 2)
    instance.take(plan({ planRevision: 2, epoch: 2 }))
    expect(waiting(instance)).toBe(1)
    instance.take(plan({ planRevision: 3, epoch: 3, round: 2 }))
    expect(waiting(instance)).toBe(0)
  })
})
