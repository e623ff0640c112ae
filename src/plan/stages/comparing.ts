import { milliseconds } from '../../api/quantities.ts'
import { riseWaitsFor } from '../looking/rise.ts'
import { countedMs } from '../round/clock.ts'
import { assigned, mayChange, presentEpoch } from '../round/epochs.ts'
import { toldShares } from '../round/telling.ts'
import { comparingShares, contenders, isUp, sizeOf } from '../shares/shares.ts'
import { championDown, crashLooping, evidenceAway, nobodyLeft, paused } from './common-rules.ts'
import { settledBy } from './judged.ts'
import { sentHomeBecause } from './leaving.ts'
import { type Inquiry, type StageRule, type Step, waitsFor } from './rule.ts'
import { rising } from './starting.ts'

/** Who has a share and no ready pod loses it at once, also where the round is paused: the champion answers. */
export const withdrawn: StageRule = {
  name: 'Withdrawn',
  sentence: 'Who is not up gets no traffic.',
  speak: (i) => {
    const present = presentEpoch(i.record)
    const isAway = present.shares.some(({ variant }) => !isUp(i.o.workloads, variant))
    if (!isAway) return undefined
    const shares = present.shares.filter(({ variant }) => isUp(i.o.workloads, variant))
    const next = assigned(i.record, { ...present, shares }, i.o.nowMs)
    return { next: toldShares(next, 'ShareWithdrawn', i.o.nowMs) }
  },
}

export const comparing: readonly StageRule[] = [
  withdrawn,
  paused,
  nobodyLeft,
  crashLooping,
  {
    name: 'NeverReady',
    sentence: 'A challenger that does not come back within half an hour goes home.',
    speak: (i) => {
      const { shares, sinceMs } = presentEpoch(i.record)
      const isLong = countedMs(i.record.round.clock, i.o.nowMs) - sinceMs >= patienceMs
      return shares.length === 0 && isLong
        ? sentHomeBecause(i, ({ code }) => code === 'ChallengerUnready')
        : undefined
    },
  },
  {
    name: 'Unsteady',
    sentence: 'A challenger that goes and comes back for ever goes home.',
    speak: (i) => (mayChange(i.record) ? undefined : sentHomeBecause(i, () => true)),
  },
  championDown,
  evidenceAway,
  {
    name: 'Verdict',
    sentence: 'What the evidence proves is done.',
    speak: (i) => {
      const looked = i.look()
      return looked && settledBy(i, looked)
    },
  },
  {
    name: 'Hold',
    sentence:
      'While the evidence is in doubt, or damage is not yet proven to be within the margin, nothing rises.',
    speak: (i) => {
      const { says, rule, reason } = i.look()?.judgement.verdict ?? {}
      return says === 'Hold' || says === 'HoldStep'
        ? waitsFor(rule ?? says, reason ?? '')
        : undefined
    },
  },
  {
    name: 'Restarts',
    sentence: 'More than three restarts within ten minutes hold the step.',
    speak: ({ o, record }) => {
      const shaky = contenders(record).find(
        ({ key }) => (o.workloads[key]?.restarts ?? 0) > mostRestarts,
      )
      if (shaky === undefined) return undefined
      const { key } = shaky
      const times = o.workloads[key]?.restarts
      return waitsFor('Restarting', `${key} was restarted ${times} times within ten minutes`)
    },
  },
  {
    name: 'Returned',
    sentence: 'Who is up again gets its share back, once it carries it.',
    speak: (i) => {
      const { round } = i.record
      const shares = comparingShares(i.u, i.record, {
        percent: round.percent,
        workloads: i.o.workloads,
      })
      const present = presentEpoch(i.record)
      const isBack = shares.some(({ variant }) => sizeOf(present.shares, variant) === 0)
      return isBack ? rising(i, round.percent, 'ShareReturned') : undefined
    },
  },
  {
    name: 'Step',
    sentence:
      'A step rises when it is old enough, has enough evidence, shows no damage, and can be carried.',
    speak: nextStep,
  },
]

/** The last rule, hence never silent. */
function nextStep(i: Inquiry): Step {
  const { record, u, o } = i
  const steps = u.effective.steps ?? []
  const next = steps.find(({ percent }) => percent > record.round.percent)
  const { reason = '' } = i.look()?.judgement.verdict ?? {}
  if (next === undefined) return waitsFor('Comparing', reason)
  const present = steps.findLast(({ percent }) => percent <= record.round.percent)
  const ageMs = countedMs(record.round.clock, o.nowMs) - presentEpoch(record).sinceMs
  const leastMs = milliseconds(present?.minimumDuration ?? '0s')
  if (ageMs < leastMs)
    return waitsFor(
      'StepYoung',
      `the step of ${present?.percent}% lasts ${present?.minimumDuration}; ${reason}`,
    )
  const looked = i.look()
  const closed = looked === undefined ? 'a look' : riseWaitsFor(looked.case, looked.judgement)
  if (closed !== undefined) return waitsFor('GateClosed', `${next.percent}% waits for ${closed}`)
  return rising(i, next.percent)
}

const mostRestarts = 3

const patienceMs = 1_800_000
