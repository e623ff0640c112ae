import { describe, expect, it } from 'vitest'
import { liveCells, pairCells } from '../../../../src/evidence/cells/cells.ts'
import { missingCells, requestCells } from '../../../../src/evidence/cells/requests.ts'
import { type Evidence, evidenceOf } from '../../../../src/evidence/merged.ts'
import { metricsOfPlan } from '../../../../src/evidence/metrics-of-plan.ts'
import { noneSeen } from '../../../../src/evidence/seen/seen.ts'
import type { Arrived } from '../../../../src/router/outcomes/outcome.ts'
import { below, chance } from '../../../chance.ts'
import { bytes, fresh, hourMs, old, quick, startMs, travelled } from '../../evidence/given.ts'
import { createFleet, type Spoils } from './fleet.ts'
import { anInstance, arrived, label, one, plan, received, three, toldIn, two } from './given.ts'

const metrics = metricsOfPlan(plan())
const every = [...metrics.byAnswer, ...metrics.byOutcome].map(({ metric }) => metric)

/** All that judges read. */
const readings = (evidence: Evidence) =>
  bytes({
    live: every.map((metric) => liveCells(evidence, metric).cells),
    pairs: [...every, ...metrics.byCopies].map((metric) => pairCells(evidence, metric).cells),
    requests: [0, hourMs].map((delayMs) => requestCells(evidence, 'Live', delayMs)),
    copies: [0, hourMs].map((delayMs) => requestCells(evidence, 'Shadow', delayMs)),
    missing: every.map((metric) => missingCells(evidence, metric)),
    ...{ units: evidence.units, events: evidence.events },
  })

/** One outcome, by the receipt that a router of the fleet gave, and by that which the one alone did. */
type Twice = { readonly ours: Arrived; readonly theirs: Arrived }

/** The same traffic on a fleet whose routers come and go, and on one router that stays. */
function traffic(seed: number, spoils?: Spoils) {
  const random = chance(seed)
  const fleet = createFleet(random, spoils)
  const alone = anInstance(three)
  const waiting: Twice[] = []
  const differing: string[] = []
  for (let n = 0; n < 1500; n++) {
    const chosen = random()
    if (chosen < 0.4) waiting.push(aRequest(n))
    else if (chosen < 0.9) anOutcome()
    else [fleet.tell, fleet.restart, fleet.join, fleet.leave][below(random, 6)]?.()
  }

  function aRequest(nth: number): Twice {
    const given = fleet.giving()
    const [assigned, unit] = [random() < 0.5 ? old : fresh, below(random, 500)]
    const values = { label: random() < 0.5 ? 'yes' : 'no', probability: random() }
    const own = { failed: random() < 0.1, latencyMs: 400 * random() }
    const pair = { champion: { ...own, failed: false, values }, challenger: { ...own, values } }
    const about = { assigned, values, slice: below(random, 6), bucket: unit % 64 }
    const told = { truth: random() < 0.5 ? 'yes' : 'no' }
    const [ours, theirs] = [given, { instance: alone, sequence: nth }].map(
      ({ instance, sequence }) => {
        const known = received({ ...about, unitHash: unit / 512, instance: instance.id, sequence })
        const exposure = known.receipt
        instance.request(exposure, own)
        if (assigned === old) instance.copy({ exposure, variant: fresh, pair, sequence })
        return arrived(known, told)
      },
    )
    if (ours === undefined || theirs === undefined) throw new Error('two are two')
    return { ours, theirs }
  }

  /** Some come twice, now or later. */
  function anOutcome(): void {
    const at = below(random, waiting.length)
    const [twice] = random() < 0.5 ? waiting.splice(at, 1) : waiting.slice(at, at + 1)
    if (twice === undefined) return
    const answers = [fleet.outcome(twice.ours), alone.outcome(twice.theirs)].map(bytes)
    if (answers[0] !== answers[1]) differing.push(answers.join(' '))
  }

  return {
    ours: readings(evidenceOf(fleet.told(), 1)),
    theirs: readings(evidenceOf(toldIn(alone.pull([], 0)).tallies, 1)),
    ...{ differing, left: fleet.left() },
  }
}

describe('routers that come and go, each leaving what it knows to another one', () => {
  it.each([1, 2, 3])('count what one would have that stays (seed %i)', (seed) => {
    const { ours, theirs, differing, left } = traffic(seed)
    expect(left).toBeGreaterThan(10)
    expect(differing).toEqual([])
    expect(ours).toBe(theirs)
  })

  it.each<[string, Spoils]>([
    ['what they have seen', { seen: () => noneSeen }],
    ['pairs', { spoil: (bequest) => ({ ...bequest, pairs: [] }) }],
  ])('would not, if %s were lost on the way', (_, spoils) => {
    const { ours, theirs } = traffic(1, spoils)
    expect(ours).not.toBe(theirs)
  })
})

describe('an heir', () => {
  const scored = () => {
    const giver = anInstance(one)
    const about = received({ instance: one, ...label })
    giver.request(about.receipt, quick)
    giver.outcome(arrived(about))
    return { giver, about }
  }

  it('is nobody else by inheriting twice', () => {
    const { giver } = scored()
    const heir = anInstance(two)
    heir.inherit(travelled(giver.bequest(0)), 5)
    const before = bytes(heir.state(0))
    heir.inherit(travelled(giver.bequest(9)), 7)
    expect(bytes(heir.state(0))).toBe(before)
  })

  it('knows as duplicates what was scored before, and scores what was not', () => {
    const { giver, about } = scored()
    const heir = anInstance(two)
    for (const each of giver.seen(1)) heir.joinSeen(travelled(each))
    heir.inherit(travelled(giver.bequest(0)), 5)
    expect(heir.scorerOf(one)).toBe(two)
    expect(heir.outcome(arrived(about))).toMatchObject({ result: 'Duplicate' })
    const other = received({ instance: one, sequence: 1, ...label })
    expect(heir.outcome(arrived(other))).toMatchObject({ result: 'Scored' })
  })

  it('is left what ended rounds have counted, too', () => {
    const { giver } = scored()
    giver.take(plan({ planRevision: 2, epoch: 2, round: 2 }))
    const heir = anInstance(two)
    heir.inherit(travelled(giver.bequest(0)), 5)
    const tellers = toldIn(heir.look()).tallies.map(({ instance, round }) => [instance, round])
    expect(tellers).toEqual([
      [two, 1],
      [one, 2],
      [one, 1],
    ])
  })

  it.each<[string, () => void]>([
    [
      'somebody else has it',
      () => {
        const heir = anInstance(two)
        heir.learn([{ instance: one, heir: three, sinceMs: 0 }])
        heir.inherit(anInstance(one).bequest(0), 5)
      },
    ],
    [
      'it is about to end itself',
      () => {
        const heir = anInstance(two)
        heir.bequest(0)
        heir.inherit(anInstance(one).bequest(0), 5)
      },
    ],
    ['it is its own', () => anInstance(one).inherit(anInstance(one).bequest(0), 5)],
  ])('refuses where %s', (_, inherit) => {
    expect(inherit).toThrow(expect.objectContaining({ code: 'BequestRefused' }))
  })
})

describe('who has left everything', () => {
  it('scores nothing any more, and says the same when asked again', () => {
    const giver = anInstance(one)
    const bequest = bytes(giver.bequest(startMs))
    const answer = giver.outcome(arrived(received({ instance: one, ...label })))
    expect(answer).toMatchObject({ failure: 'IssuerAway' })
    giver.request(received().receipt, quick)
    expect(bytes(giver.bequest(startMs + 1))).toBe(bequest)
  })
})
