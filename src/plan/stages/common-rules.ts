import { ended } from '../round/ending.ts'
import { contenders, isUp } from '../shares/shares.ts'
import { sentHomeBecause, whyAllLeft } from './leaving.ts'
import { type StageRule, waitsFor } from './rule.ts'

/** What holds in more than one stage. */

export const paused: StageRule = {
  name: 'Paused',
  sentence: 'Who is paused stays as it is, until somebody resumes or aborts it.',
  speak: ({ record: { round, requests } }) => {
    if (round.paused === undefined) return undefined
    const ask = `contender.dev/request "resume@${round.number}#${requests.last + 1}"`
    return waitsFor('Paused', `paused by ${round.paused.by}; to go on: ${ask}`)
  },
}

export const nobodyLeft: StageRule = {
  name: 'NobodyLeft',
  sentence: 'Without challengers the champion stays.',
  speak: ({ record, o: { nowMs } }) =>
    contenders(record).length > 0
      ? undefined
      : { next: ended(record, { outcome: 'RolledBack', reason: whyAllLeft(record), nowMs }) },
}

export const crashLooping: StageRule = {
  name: 'CrashLooping',
  sentence: 'A challenger that keeps crashing goes home.',
  speak: (i) => sentHomeBecause(i, ({ code }) => crashes.includes(code)),
}

const crashes: readonly string[] = ['CrashLooping', 'ModelCrashed']

export const championDown: StageRule = {
  name: 'ChampionDown',
  sentence: 'Where the champion does not answer, nothing is decided.',
  speak: ({ o, record }) => {
    const { key } = record.champion.variant
    if (isUp(o.workloads, key)) return undefined
    return waitsFor(
      'ChampionDown',
      `no replica of ${key} is ready: nothing is decided until one is`,
    )
  },
}

export const evidenceAway: StageRule = {
  name: 'EvidenceUnavailable',
  sentence: 'Without evidence nothing moves: it is neither good news nor bad.',
  speak: ({ o: { evidence } }) =>
    evidence.awaySinceMs === undefined
      ? undefined
      : waitsFor('EvidenceUnavailable', evidence.why ?? 'not every router’s tally is known lately'),
}
