import type { Observation } from '../observation.ts'
import type { Challenger, Champion, ExperimentRecord } from '../record/record.ts'
import { triesAt, withTry } from '../record/tries.ts'
import { ended } from '../round/ending.ts'
import { entered, inStageMs } from '../round/moving.ts'
import { contenders, isUp } from '../shares/shares.ts'
import { templateTrouble } from '../variants/template.ts'
import { troubleOf } from '../variants/troubles.ts'
import { identityOf } from '../variants/variants.ts'
import { crashLooping, paused } from './common-rules.ts'
import { sentHomeBecause, whyAllLeft } from './leaving.ts'
import type { Inquiry, StageRule, Step } from './rule.ts'
import { waitsFor } from './rule.ts'
import { starting } from './starting.ts'

/** Before anybody is compared: everybody is deployed, verified and ready. */
export const preparing: readonly StageRule[] = [
  {
    name: 'Template',
    sentence: 'A template that the record cannot keep, or that answers nowhere, is not begun.',
    speak: ({ u, record }) => {
      const keys = [record.champion.variant.key, ...contenders(record).map(({ key }) => key)]
      const found = u.variants
        .filter(({ key }) => keys.includes(key))
        .flatMap(({ spec }) => templateTrouble(spec) ?? [])
      const [trouble] = found
      return trouble && waitsFor(trouble.code, trouble.detail, trouble.code)
    },
  },
  {
    name: 'ChampionFirst',
    sentence: 'Nobody challenges a champion that does not serve.',
    speak: (i) => {
      const { key } = i.record.champion.variant
      if (isUp(i.o.workloads, key)) return undefined
      return waitsForVariant(i, key, 'ChampionPreparing')
    },
  },
  paused,
  crashLooping,
  {
    name: 'NeverReady',
    sentence: 'A challenger that is not ready within half an hour goes home.',
    speak: (i) =>
      inStageMs(i.record, i.o.nowMs) < patienceMs ? undefined : sentHomeBecause(i, () => true),
  },
  {
    name: 'NobodyLeft',
    sentence: 'Without challengers the champion simply serves.',
    speak: (i) => {
      const {
        record,
        o: { nowMs },
      } = i
      if (contenders(record).length > 0) return undefined
      if (record.round.challengers.length === 0)
        return { next: entered(known(i), 'Settled', nowMs) }
      const reason = whyAllLeft(record)
      return { next: ended(record, { outcome: 'RolledBack', reason, nowMs }) }
    },
  },
  {
    name: 'ChallengersReady',
    sentence: 'Everybody is ready, and says which bytes it serves, before anybody is compared.',
    speak: (i) => {
      const late = contenders(i.record).find(({ key }) => !isReady(i, key))
      return late === undefined ? undefined : waitsForVariant(i, late.key, 'ChallengerPreparing')
    },
  },
  {
    name: 'Begin',
    sentence:
      'What was prepared begins: copies, a share of the traffic, or, with nothing to compare, the promotion.',
    speak: (i) => starting({ ...i, record: known(i) }),
  },
]

/** As long as it may take to pull images and models, and to repair what is wrong, before others wait no more. */
const patienceMs = 1_800_000

/** What it waits for, by the name of what stands in its way. */
function waitsForVariant(i: Inquiry, key: string, reason: string): Step {
  const trouble = troubleOf(i.o, key)
  if (trouble !== undefined)
    return waitsFor(trouble.code, `${key}: ${trouble.detail}`, trouble.code)
  const { ready = 0, asked = 0 } = i.o.workloads[key] ?? {}
  return waitsFor(reason, `${key} has ${ready} of ${asked} replicas ready`)
}

/** Ready is who answers and, of a model, has said which bytes it serves. */
function isReady({ o, u }: Inquiry, key: string): boolean {
  if (!isUp(o.workloads, key) || troubleOf(o, key) !== undefined) return false
  const variant = u.variants.find((each) => each.key === key)
  return variant?.spec.model === undefined || digestOf(o, key) !== undefined
}

const digestOf = ({ workloads }: Observation, key: string) => workloads[key]?.digests[0]

/** The record knows which bytes everybody serves, and which try of each this is: alpha belongs to the question. */
function known(i: Inquiry): ExperimentRecord {
  const { record, o } = i
  const pinned = { ...record, champion: pinnedChampion(i) }
  const champion = identityOf(pinned.champion.variant, pinned.champion.digest)
  const identity = (key: string) => {
    const variant = i.u.variants.find((each) => each.key === key)
    return variant === undefined ? key : identityOf(variant, digestOf(o, key))
  }
  const trying = contenders(record).reduce(
    (all, { key }) => withTry(all, champion, identity(key)),
    pinned,
  )
  const challengers = record.round.challengers.map((each): Challenger => {
    if (each.out !== undefined) return each
    const digest = digestOf(o, each.key)
    const attempt = triesAt(trying, champion, identity(each.key))
    return { ...each, attempt, ...(digest === undefined ? {} : { digest }) }
  })
  return { ...trying, round: { ...trying.round, challengers } }
}

function pinnedChampion({ record: { champion }, o }: Inquiry): Champion {
  const digest = champion.digest ?? digestOf(o, champion.variant.key)
  return digest === undefined ? champion : { ...champion, digest }
}
