import { describe, expect, it } from 'vitest'
import {
  type KeysInUse,
  type KeysSeen,
  keysOfPlan,
  nextKeys,
} from '../../../../src/plan/keys/next-keys.ts'
import { createFleet, runFleet } from './fleet.ts'

const acceptForMs = 1_000
const seen = (edits: Partial<KeysSeen> = {}): KeysSeen => ({
  keys: { sign: 'k2', accept: ['k2', 'k1'] },
  routers: { obeyed: 7, missingKeys: [] },
  ...{ revision: 7, acceptForMs, nowMs: 50 },
  ...edits,
})
const routers = (obeyed: number | undefined, missingKeys: readonly string[] = []) => ({
  routers: { ...(obeyed !== undefined && { obeyed }), missingKeys },
})
const k1: KeysInUse = { sign: 'k1', accept: [{ id: 'k1' }] }
const k2Named: KeysInUse = { sign: 'k1', accept: [{ id: 'k1' }, { id: 'k2' }] }
const k2Signs: KeysInUse = { sign: 'k2', accept: [{ id: 'k1' }, { id: 'k2' }] }
const k1Leaves: KeysInUse = { sign: 'k2', accept: [{ id: 'k1', untilMs: 1_050 }, { id: 'k2' }] }
const k2Alone: KeysInUse = { sign: 'k2', accept: [{ id: 'k2' }] }

describe('What is told next', () => {
  it.each<[string, KeysInUse | undefined, Partial<KeysSeen>, KeysInUse]>([
    ['the newest signs where nothing is told yet', undefined, routers(undefined), k2Alone],
    ['a new key is honoured first', k1, {}, k2Named],
    ['… also where no router is there to hear of it', k1, routers(undefined), k2Named],
    ['it does not sign while a router lacks it', k2Named, routers(7, ['k2']), k2Named],
    ['… nor while one has not heard of it', k2Named, routers(6), k2Named],
    ['… nor while one may not have heard of it', k2Named, routers(undefined), k2Named],
    ['it signs once all have it, whatever else one lacks', k2Named, routers(7, ['k0']), k2Signs],
    [
      'the time of the one before does not run while a router may sign with it',
      k2Signs,
      routers(6),
      k2Signs,
    ],
    ['it runs once all sign with the new one', k2Signs, {}, k1Leaves],
    ['it does not begin anew', k1Leaves, { nowMs: 900 }, k1Leaves],
    ['it ends with the last receipt', k1Leaves, { nowMs: 1_050 }, k2Alone],
    [
      'a key that somebody took away is honoured no more',
      k2Signs,
      { keys: { sign: 'k2', accept: ['k2'] } },
      k2Alone,
    ],
    [
      '… but while it signs nothing else does in its place',
      k2Named,
      { ...routers(6), keys: { sign: 'k2', accept: ['k2', 'k1'] } },
      k2Named,
    ],
    [
      'where the one that signs is lost, the newest signs at once',
      k2Named,
      { ...routers(undefined), keys: { sign: 'k2', accept: ['k2'] } },
      k2Alone,
    ],
    [
      'the way back is the same',
      { ...k1Leaves },
      { keys: { sign: 'k1', accept: ['k1', 'k2'] } },
      { sign: 'k1', accept: [{ id: 'k1' }, { id: 'k2' }] },
    ],
  ])('%s', (_, present, edits, expected) => {
    expect(nextKeys(present, seen(edits))).toEqual(expected)
  })

  it('is the very same where nothing is news', () => {
    for (const present of [k2Signs, k1Leaves])
      expect(nextKeys(present, seen(routers(6)))).toBe(present)
  })

  it('names at most sixteen keys: who brings more has to wait', () => {
    const accept = Array.from({ length: 16 }, (_, n) => ({ id: `k${n + 10}`, untilMs: 100 }))
    const full: KeysInUse = { sign: 'k10', accept: [{ id: 'k10' }, ...accept.slice(1)] }
    const keys = { sign: 'k2', accept: ['k2', ...accept.map(({ id }) => id)] }
    expect(keysOfPlan(nextKeys(full, seen({ keys }))).accept).not.toContain('k2')
    expect(keysOfPlan(nextKeys(full, seen({ keys, nowMs: 100 }))).accept).toEqual(['k10', 'k2'])
  })
})

describe('A fleet whose keys change again and again', () => {
  it('never has a router meet a receipt that it cannot read, and ends with the newest key alone', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const fleet = runFleet(createFleet({ seed, next: nextKeys }))
      expect(fleet.unread, `seed ${seed}`).toEqual([])
      expect(fleet.present().sign).toBe(fleet.newest())
      expect(fleet.present().accept).toEqual([{ id: fleet.newest() }])
    }
  })

  it.each<[string, typeof nextKeys]>([
    [
      'signs before all have it',
      (present, it) =>
        nextKeys(present, { ...it, routers: { obeyed: it.revision, missingKeys: [] } }),
    ],
    [
      'lets the time of the old one run from the decision',
      (present, it) => {
        const { sign, accept } = nextKeys(present, it)
        const isNews = present !== undefined && present.sign !== sign
        const untilMs = it.nowMs + it.acceptForMs
        return {
          sign,
          accept: accept.map((key) =>
            isNews && key.id === present.sign ? { ...key, untilMs } : key,
          ),
        }
      },
    ],
  ])('would, if it %s', (_, next) => {
    const unread = Array.from(
      { length: 60 },
      (_, n) => runFleet(createFleet({ seed: n + 1, next })).unread,
    )
    expect(unread.flat().length).toBeGreaterThan(0)
  })
})
