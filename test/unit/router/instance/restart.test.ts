import { describe, expect, it } from 'vitest'
import { firstNumberOf, lastStart } from '../../../../src/evidence/numbering.ts'
import { createSeen } from '../../../../src/evidence/seen/seen.ts'
import type { Replayed } from '../../../../src/router/instance/replay.ts'
import { firstState, stateAfter } from '../../../../src/router/instance/restart.ts'
import { quick, startMs } from '../../evidence/given.ts'
import { anInstance, arrived, label, one, plan, received, thawed, three, two } from './given.ts'

/** Of an instance that has scored an outcome. */
function found(given: Partial<Replayed> = {}): Replayed {
  const instance = anInstance(one)
  const about = received({ instance: one, ...label })
  instance.request(about.receipt, quick)
  instance.outcome(arrived(about))
  return {
    state: instance.state(startMs),
    seen: createSeen(),
    lastMs: startMs,
    isHandedOver: false,
    ...given,
  }
}

const nowMs = startMs + 5000
const heir = { instance: one, heir: two, sinceMs: startMs }
const begun = (given: Partial<Parameters<typeof stateAfter>[0]> = {}) =>
  stateAfter({ ...found(), isClosed: true, heard: [], ...given }, three, nowMs)

describe('a process in the folder of one before', () => {
  it('is the same instance, started once more, with new numbers', () => {
    const before = found().state
    const { start, tally, ...rest } = begun()
    expect({ ...rest, atMs: startMs }).toEqual({ ...before, start: undefined, tally: undefined })
    expect([start, tally.number]).toEqual([1, firstNumberOf(1)])
    expect(tally.books).toEqual(before.tally.books)
  })

  it('says since when something may be lost, if the one before was killed', () => {
    expect(begun().lostWindows).toEqual([])
    const lost = { fromMs: startMs, toMs: nowMs }
    expect(begun({ isClosed: false }).lostWindows).toEqual([lost])
    expect(begun({ isClosed: false, lastMs: nowMs + 9 }).lostWindows).toEqual([
      { fromMs: nowMs, toMs: nowMs },
    ])
  })

  it('remembers the last sixteen of these', () => {
    let state = firstState(one, 0)
    for (let at = 1; at <= 20; at++) {
      const killed = {
        ...found(),
        state,
        lastMs: at - 1,
        isHandedOver: false,
        isClosed: false,
        heard: [],
      }
      state = stateAfter(killed, three, at)
    }
    expect(state.lostWindows.map(({ toMs }) => toMs)).toEqual(
      Array.from({ length: 16 }, (_, nth) => 5 + nth),
    )
    expect(state.start).toBe(20)
  })
})

describe('another instance begins', () => {
  const departed = plan({ departed: [{ instance: one, heir: two }] })

  it.each<[string, Parameters<typeof begun>[0]]>([
    ['a sibling says that it is the heir', { heard: [heir] }],
    ['the heir was known', { state: { ...found().state, heirs: [heir] } }],
    ['the plan names an heir', { state: { ...found().state, plan: departed } }],
  ])('where %s, and tells what the one before has counted', (_, given) => {
    const state = begun(given)
    expect(state).toMatchObject({ instance: three, start: 0, pairs: [] })
    expect(state.tally.books).toEqual([])
    expect(state.owed).toEqual([one])
    const [before] = state.inherited.map(thawed)
    expect(before).toEqual({ ...found().state.tally, number: found().state.tally.number + 1 })
  })

  it('where all was handed over, and leaves telling it to the heir', () => {
    const handed = { ...found().state, heirs: [heir] }
    const state = begun({ state: handed, isHandedOver: true })
    expect(state).toMatchObject({
      instance: three,
      inherited: [],
      heirs: [heir],
      owed: [],
      lostWindows: [],
    })
  })

  it('where the one before has no numbers left, as its heir', () => {
    const state = begun({ state: { ...found().state, start: lastStart } })
    expect(state).toMatchObject({ instance: three, start: 0 })
    expect(state.heirs).toEqual([{ instance: one, heir: three, sinceMs: nowMs }])
    expect(state.inherited).toHaveLength(1)
    expect(state.owed).toEqual([])
  })
})
