import { describe, expect, it } from 'vitest'
import { type Written, written } from '../../../../src/evidence/checkpoint/check-point.ts'
import { withFolded } from '../../../../src/evidence/checkpoint/folding.ts'
import {
  foldedInstance,
  type Gathered,
  lossesIn,
  namesIn,
  nothing,
} from '../../../../src/evidence/checkpoint/gathered.ts'
import { withTold } from '../../../../src/evidence/checkpoint/gathering.ts'
import { checkPointIn } from '../../../../src/evidence/checkpoint/reading.ts'
import { inRound } from '../../../../src/evidence/checkpoint/rounds.ts'
import { evidenceOf } from '../../../../src/evidence/merged.ts'
import type { Tally } from '../../../../src/evidence/tally.ts'
import { lived } from '../../router/instance/operators.ts'
import { bytes, travelled } from '../given.ts'
import { aCount, gatheredOf, id, judged, tellingOf } from './given.ts'

/** A leader that gathers, and is followed by one that has its last check-point. */
function createLeaders(keep: (gathered: Gathered) => () => Gathered) {
  let gathered = nothing
  let kept = keep(gathered)
  return {
    told: (told: Parameters<typeof withTold>[1], round: number) => {
      gathered = withTold(inRound(gathered, round), told, round).gathered
    },
    writes: () => {
      kept = keep(gathered)
    },
    isFollowed: () => {
      gathered = kept()
    },
    gathered: () => gathered,
  }
}

const asItIs = (gathered: Gathered) => () => gathered

function throughBytes(gathered: Gathered) {
  const { parts, digest }: Written = written({ atMs: 0, gathered, memories: null, case: null })
  return () => checkPointIn(travelled(parts), digest).gathered
}

const read = (tallies: readonly Tally[], round: number) => {
  const { losses, ...rest } = evidenceOf(tallies, round)
  return rest
}

describe('leaders that gather what routers tell while they come and go', () => {
  it.each([1, 2, 3])('have what one would who forgets nothing (seed %i)', (seed) => {
    const leaders = createLeaders(throughBytes)
    const { heard, round, done } = lived(seed, undefined, leaders)
    expect(read(leaders.gathered().tallies, round)).toEqual(read(heard, round))
    expect(leaders.gathered().tallies.length).toBeLessThan(heard.length / 3)
    expect(done.leaders).toBeGreaterThan(5)
  })

  it.each([6, 7])('know which tallies are lost, of all that were taken (seed %i)', (seed) => {
    const leaders = createLeaders(asItIs)
    const { heard, round } = lived(seed, undefined, leaders)
    const { losses } = evidenceOf(heard, round)
    expect(lossesIn(leaders.gathered())).toEqual(losses)
    expect(losses.lost).toBeGreaterThan(20)
  })

  it('take none for lost that an earlier leader may have heard of', () => {
    const told = (number: number) => tellingOf(aCount(1, 1, 10, number))
    const first = [7, 8, 10].reduce((sum, nth) => withTold(sum, told(nth), 1).gathered, nothing)
    const next = [200, 202].reduce(
      (sum, nth) => withTold(sum, told(nth), 1).gathered,
      throughBytes(first)(),
    )
    expect(lossesIn(first)).toEqual({ lost: 1, all: 4 })
    expect(lossesIn(next)).toEqual({ lost: 2, all: 7 })
  })
})

describe('what a router tells', () => {
  it('is the same, told again or in another order', () => {
    const all = [1, 2, 3].map((number) => tellingOf(aCount(1, number, 50 * number, number)))
    const once = all.reduce((sum, told) => withTold(sum, told, 1).gathered, nothing)
    for (const again of [[...all, ...all], all.toReversed(), [...all, ...all.toReversed()]]) {
      const gathered = again.reduce((sum, told) => withTold(sum, told, 1).gathered, nothing)
      expect(gathered).toEqual(once)
    }
  })

  it('is news where something was counted, not where only time has passed', () => {
    const first = withTold(nothing, tellingOf(aCount(1, 1, 50, 1)), 1)
    const same = withTold(first.gathered, tellingOf(aCount(1, 1, 50, 2)), 1)
    const more = withTold(same.gathered, tellingOf(aCount(1, 1, 51, 3)), 1)
    expect([first, same, more].map(({ isNews }) => isNews)).toEqual([true, false, true])
    expect(namesIn(same.gathered)).toEqual([{ instance: id(1), round: 1, number: 2 }])
  })

  it('says who scores for whom, and what was lost: each once, of two heirs the earlier', () => {
    const heir = (nth: number, sinceMs: number) => ({ instance: id(1), heir: id(nth), sinceMs })
    const lost = { fromMs: 5, toMs: 9 }
    const told = (...heirs: ReturnType<typeof heir>[]) =>
      tellingOf(aCount(4, 4, 1), { heirs, lostWindows: [lost] })
    const { gathered } = withTold(
      withTold(nothing, told(heir(3, 8)), 1).gathered,
      told(heir(2, 7), heir(3, 8)),
      1,
    )
    expect(gathered.heirs).toEqual([heir(2, 7)])
    expect(gathered.lostWindows).toEqual([lost])
  })
})

describe('a round that has ended', () => {
  it('leaves names and what belongs to no metric, and nothing that is judged', () => {
    const two = [aCount(1, 1), aCount(2, 2)]
    const before = gatheredOf(two)
    const after = inRound(before, 2)
    expect(namesIn(after)).toEqual(namesIn(before))
    expect(evidenceOf(after.tallies, 2).events).toEqual(evidenceOf(two, 2).events)
    expect(evidenceOf(after.tallies, 1).tallies.flatMap(({ books }) => books)).toEqual([])
    expect(bytes(written({ atMs: 0, gathered: after, memories: 0, case: 0 })).length).toBeLessThan(
      6000,
    )
  })

  it('is forgotten after many, but for what was lost and belonged to no metric', () => {
    let gathered = nothing
    const all: Tally[] = []
    for (let nth = 1; nth <= 300; nth++) {
      const tally = { ...aCount(nth, 3, 10, 1), round: nth }
      all.push(tally, { ...tally, number: 3 })
      for (const told of all.slice(-2)) gathered = withTold(gathered, tellingOf(told), nth).gathered
      gathered = inRound(gathered, nth)
    }
    const { events, losses } = evidenceOf(all, 300)
    expect(gathered.tallies.length).toBeLessThan(270)
    expect(gathered.numbers.length).toBeLessThan(270)
    expect(evidenceOf(gathered.tallies, 300).events).toEqual(events)
    expect(lossesIn(gathered)).toEqual(losses)
  })
})

describe('tallies of instances that are gone, in one', () => {
  const all = [1, 2, 3, 4].map((nth) => aCount(nth, nth, 200))
  const before = gatheredOf(all)
  const gone = namesIn(before).slice(0, 3)
  const after = withFolded(before, gone)

  it('hold what all of them have counted', () => {
    expect(after.tallies.map(({ instance }) => instance)).toEqual([id(4), foldedInstance])
    expect(namesIn(after)).toEqual(expect.arrayContaining([...namesIn(before)]))
    const [ours, theirs] = [judged(after), judged(before)]
    const counts = ({ requests, copies, missing, units, events }: typeof ours) => ({
      ...{ requests, copies, missing, units, events },
    })
    expect(counts(ours)).toEqual(counts(theirs))
    expect(rounded(ours)).toEqual(rounded(theirs))
  })

  it('are the same, folded one after the other', () => {
    const steps = gone.reduce((sum, name) => withFolded(sum, [name]), before)
    expect(rounded(judged(steps))).toEqual(rounded(judged(after)))
    expect(lossesIn(steps)).toEqual(lossesIn(before))
  })

  it('are known when they come back, and never added twice', () => {
    const back = all.slice(0, 3).reduce((sum, tally) => {
      const learnt = withTold(sum, tellingOf(aCount(4, 4, 200), { tallies: [tally] }), 1)
      expect([learnt.tooLate, learnt.isNews]).toEqual([[], false])
      return learnt.gathered
    }, after)
    expect(rounded(judged(back))).toEqual(rounded(judged(after)))
  })

  it('are not added when they have counted more: that is said once', () => {
    const more = aCount(1, 1, 700, 9)
    const first = withTold(after, tellingOf(more), 1)
    const again = withTold(first.gathered, tellingOf(more), 1)
    expect([first.tooLate, again.tooLate]).toEqual([[{ instance: id(1), round: 1, number: 9 }], []])
    expect(rounded(judged(again.gathered))).toEqual(rounded(judged(after)))
    expect(namesIn(again.gathered)).toContainEqual({ instance: id(1), round: 1, number: 9 })
  })

  it('go through bytes, into the next round, and on', () => {
    const back = throughBytes(after)()
    expect(judged(back)).toEqual(judged(after))
    const next = inRound(back, 2)
    const later = withTold(next, tellingOf({ ...aCount(5, 5), round: 2 }), 2).gathered
    const folded = withFolded(later, [{ instance: id(5), round: 2, number: 1 }])
    expect(folded.tallies.filter(({ instance }) => instance === foldedInstance)).toHaveLength(1)
    expect(rounded(judged(folded, 2)).live).toEqual(rounded(judged(later, 2)).live)
    expect(evidenceOf(folded.tallies, 2).events).toEqual(evidenceOf(later.tallies, 2).events)
  })

  it('would be added twice, were they taken for somebody else', () => {
    const others = {
      ...tellingOf(aCount(4, 4, 200)),
      tallies: [{ ...aCount(1, 1, 200), instance: id(9) }],
    }
    const twice = withTold(after, others, 1).gathered
    expect(judged(twice).requests).not.toEqual(judged(after).requests)
  })
})

/** To eleven digits; the rest of what was added up in another order is what roundings have left. */
function rounded<T>(value: T): T {
  return JSON.parse(bytes(value), (_, inner) => {
    if (Array.isArray(inner) && inner.length === 3 && inner.every((n) => typeof n === 'number'))
      return Number(((inner[0] ?? 0) + (inner[1] ?? 0) + (inner[2] ?? 0)).toPrecision(11))
    return inner
  })
}
