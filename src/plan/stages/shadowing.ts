import { milliseconds } from '../../api/quantities.ts'
import { assigned, presentEpoch } from '../round/epochs.ts'
import { inStageMs } from '../round/moving.ts'
import { contenders, isUp } from '../shares/shares.ts'
import { championDown, crashLooping, evidenceAway, nobodyLeft, paused } from './common-rules.ts'
import { settledBy } from './judged.ts'
import { type StageRule, waitsFor } from './rule.ts'
import { comparing } from './starting.ts'

/** Challengers answer copies. Alone this decides; as a prelude it can only stop a round. */
export const shadowing: readonly StageRule[] = [
  paused,
  nobodyLeft,
  crashLooping,
  {
    name: 'Copied',
    sentence: 'Who is up gets copies, and nobody else.',
    speak: ({ o, record }) => {
      const present = presentEpoch(record)
      const variants = contenders(record).flatMap(({ key }) =>
        isUp(o.workloads, key) ? [key] : [],
      )
      const { shadow: before, ...rest } = present
      const percent = before?.percent ?? 100
      const shadow = variants.length === 0 ? {} : { shadow: { percent, variants } }
      const next = assigned(record, { ...rest, ...shadow }, o.nowMs)
      return next === record ? undefined : { next }
    },
  },
  championDown,
  evidenceAway,
  {
    name: 'Verdict',
    sentence: 'Alone, copies decide; before a comparison they can only send home.',
    speak: (i) => {
      const looked = i.look()
      if (looked === undefined) return undefined
      const isAlone = i.u.effective.strategy === 'Shadow'
      return isAlone || looked.judgement.verdict.says === 'RollBack'
        ? settledBy(i, looked)
        : undefined
    },
  },
  {
    name: 'Hold',
    sentence: 'While the evidence is in doubt, nobody gets live traffic.',
    speak: (i) => {
      const { says, rule, reason } = i.look()?.judgement.verdict ?? {}
      return says === 'Hold' || says === 'HoldStep'
        ? waitsFor(rule ?? says, reason ?? '')
        : undefined
    },
  },
  {
    name: 'PreludeOver',
    sentence: 'Once copies have had their time, live traffic begins.',
    speak: (i) => {
      const { reason = 'copies are compared' } = i.look()?.judgement.verdict ?? {}
      const { minimumDuration = '0s' } = i.u.spec.traffic.shadow ?? {}
      if (i.u.effective.strategy === 'Shadow') return waitsFor('Shadowing', reason)
      if (inStageMs(i.record, i.o.nowMs) < milliseconds(minimumDuration))
        return waitsFor('Shadowing', `copies alone for ${minimumDuration}; ${reason}`)
      return comparing(i)
    },
  },
]
