import { describe, expect, it } from 'vitest'
import { createSeen } from '../../../../src/evidence/seen/seen.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import { type Replayed, replayed } from '../../../../src/router/instance/replay.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { chance } from '../../../chance.ts'
import { bytes, seenIn, startMs } from '../../evidence/given.ts'
import { type Happening, happenings, wholePlan } from './days.ts'
import { begunFrom, createFrames, instanceOf, one, plan, seenOf, thawed } from './given.ts'

/** All that it knows, but what a restart is to change. */
function known(instance: Instance): string {
  const { start: _, inherited, ...rest } = instance.state(startMs)
  return answered({ ...rest, inherited: inherited.map(thawed) })
}

/** What came of an operation; numbers of tallies tell of restarts. */
const answered = (answer: unknown): string =>
  JSON.stringify(answer, (key, value) => {
    if (key === 'frozen') return value.map(thawed)
    return key === 'number' ? 0 : value
  }) ?? ''

/** An instance that is stopped now and then and begins again from what it has written; sometimes its journal is replaced. */
function restarting(random: () => number, spoil?: Spoil) {
  let journal = createFrames(firstState(one, startMs))
  let instance = instanceOf(firstState(one, startMs), journal)
  const moves = [
    async function restart() {
      await instance.durable()
      const next = begunFrom(journal.frames, { ...(spoil && { spoil }) })
      ;({ journal, instance } = next)
    },
    async function replace() {
      const next = createFrames(instance.state(startMs), [...instance.seen(1)])
      journal.frames.splice(0, journal.frames.length, ...next.frames)
    },
  ]
  return {
    instance: () => instance,
    async chance() {
      const move = random() < 0.02 ? moves[random() < 0.5 ? 0 : 1] : undefined
      await move?.()
    },
  }
}

type Spoil = (found: Replayed) => Replayed

async function compared(seed: number, spoil?: Spoil) {
  const whole = instanceOf(firstState(one, startMs))
  const router = restarting(chance(seed), spoil)
  for (const each of [whole, router.instance()]) each.take(wholePlan())
  const differing: number[] = []
  for (const [nth, happen] of happenings(seed, 1500).entries()) {
    const [ours, theirs] = [happen(router.instance()), happen(whole)]
    if (answered(ours) !== answered(theirs)) differing.push(nth)
    await router.chance()
  }
  return { ours: known(router.instance()), theirs: known(whole), differing }
}

describe('an instance that is stopped anywhere and begins again from what was written', () => {
  it.each([1, 2, 3])('is as if it had gone on, and answers the same (seed %i)', async (seed) => {
    const { ours, theirs, differing } = await compared(seed)
    expect(differing).toEqual([])
    expect(ours).toBe(theirs)
  })

  it.each<[string, Spoil]>([
    ['what it has seen', (found) => ({ ...found, seen: createSeen() })],
    ['its pairs', (found) => ({ ...found, state: { ...found.state, pairs: [] } })],
    ['its plan', (found) => ({ ...found, state: { ...found.state, plan: plan() } })],
  ])('would not be, had it forgotten %s', async (_, spoil) => {
    const { differing } = await compared(1, spoil)
    expect(differing).not.toEqual([])
  })
})

/** An instance that writes down, and another one to which the same happens, and that can be looked into. */
function written(seed: number) {
  const random = chance(seed)
  const first = firstState(one, startMs)
  const journal = createFrames(first)
  const [instance, twin] = [instanceOf(first, journal), instanceOf(first)]
  let length = journal.frames.length
  let expected = bytes([first, []])
  return {
    frames: journal.frames,
    /** All up to the last time that something was written. */
    expected: () => expected,
    meet(happen: Happening) {
      for (const each of [instance, twin]) happen(each)
      if (random() < 0.05) void instance.durable()
      if (journal.frames.length > length) expected = bytes([twin.state(startMs), seenOf(twin)])
      length = journal.frames.length
    },
  }
}

describe('one that is killed anywhere', () => {
  it.each([5, 6, 7])('has lost what was not written, and nothing else (seed %i)', (seed) => {
    const { frames, expected, meet } = written(seed)
    meet((each) => each.take(wholePlan()))
    for (const [nth, happen] of happenings(seed, 800).entries()) {
      meet(happen)
      if (nth % 61 > 0) continue
      const { state, seen } = replayed(frames)
      const found = [{ ...state, atMs: startMs }, seenIn(seen).blocks]
      expect(bytes(found)).toBe(expected())
    }
    expect(frames.length).toBeGreaterThan(60)
  })

  it('has lost something where an entry is missing', () => {
    const journal = createFrames(firstState(one, startMs))
    const instance = instanceOf(firstState(one, startMs), journal)
    instance.take(wholePlan())
    for (const happen of happenings(8, 200)) happen(instance)
    instance.writeDown(startMs)
    const whole = bytes(replayed(journal.frames).state.tally)
    const fewer = journal.frames.toSpliced(-1, 1)
    expect(bytes(replayed(fewer).state.tally)).not.toBe(whole)
  })
})
