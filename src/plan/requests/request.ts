import { noted } from '../record/noted.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { isSettled } from '../record/settled.ts'
import { decidedByPerson } from '../round/deciding.ts'
import { promoted } from '../round/promoting.ts'
import { contenders } from '../shares/shares.ts'
import type { Inquiry, StageRule } from '../stages/rule.ts'
import { opening } from '../stages/settled.ts'
import type { Variant } from '../variants/variant.ts'
import { type Asked, askedIn, byWhom, type Verb } from './asked.ts'
import { refused, writtenAt } from './refusing.ts'

/** Requests are handled once each, in their order: the record keeps the number in the same commit as what they do. */
export const request: StageRule = {
  name: 'Request',
  sentence: 'A request is done once, where the stage allows it, and acknowledged.',
  speak: (i) => {
    const { o, record } = i
    const text = writtenAt(i, 'request')
    if (text === undefined || record.requests.refused?.request === text) return undefined
    const asked = askedIn(text, byWhom(o.experiment))
    if (asked !== undefined && asked.number <= record.requests.last) return undefined
    const stale = staleness(asked, record)
    if (asked === undefined || stale !== undefined)
      return { next: refused(i, 'request', text, { reason: 'StaleRequest', why: stale ?? notOne }) }
    const done = acts[asked.verb](i, asked)
    if (typeof done === 'string') {
      const said = refused(i, 'request', text, { reason: 'RequestRefused', why: done })
      return { next: acknowledged(said, asked, done) }
    }
    return { next: acknowledged(done, asked, `${asked.verb} by ${asked.by}`) }
  },
}

const notOne =
  'write VERB@ROUND#NUMBER, such as promote@3#1: promote[=VARIANT], approve, pause, resume or retry'

function staleness(
  asked: Asked | undefined,
  { round, requests }: ExperimentRecord,
): string | undefined {
  if (asked === undefined) return undefined
  if (asked.round !== round.number) return `the round is ${round.number}`
  return asked.number === requests.last + 1 ? undefined : `the next number is ${requests.last + 1}`
}

/** What follows from it, or why nothing does. */
type Act = (i: Inquiry, asked: Asked) => ExperimentRecord | string

const acts: { readonly [verb in Verb]: Act } = {
  promote,
  approve: (i, asked) =>
    i.record.round.stage === 'AwaitingApproval'
      ? promote(i, asked)
      : 'nothing waits for an approval',
  pause: ({ record, o }, { by }) => {
    if (record.round.paused !== undefined) return 'it is paused already'
    return paused(record, { sinceMs: o.nowMs, by }, `paused by ${by}`)
  },
  resume: ({ record, o }, { by }) => {
    if (record.round.paused === undefined) return 'it is not paused'
    const { paused: _, ...round } = record.round
    const note = {
      type: 'Normal',
      reason: 'Resumed',
      action: 'Resume',
      message: `resumed by ${by}`,
      atMs: o.nowMs,
    } as const
    return noted({ ...record, round }, note)
  },
  retry,
}

function paused(
  record: ExperimentRecord,
  since: { readonly sinceMs: number; readonly by: string },
  message: string,
) {
  const note = {
    type: 'Normal',
    reason: 'Paused',
    action: 'Pause',
    message,
    atMs: since.sinceMs,
  } as const
  return noted({ ...record, round: { ...record.round, paused: since } }, note)
}

/** By name or key; without one the challenger that there is, or that was found to be the best. */
function promote(i: Inquiry, asked: Asked): ExperimentRecord | string {
  const { record, o, u } = i
  const key = chosen(i, asked)
  if (key === undefined) return 'name one of the challengers: promote=VARIANT'
  const winner = u.variants.find((variant) => variant.key === key)
  if (winner === undefined) return `${key} is not in the spec any more`
  const { verb, by } = asked
  const verdict = decidedByPerson(record, { verb, challenger: key, by, nowMs: o.nowMs })
  const { evidenceDigest, effect } = record.round.decided ?? {}
  const known = {
    ...(evidenceDigest === undefined ? {} : { evidenceDigest }),
    ...(effect === undefined ? {} : { effect }),
  }
  return promoted(record, winner, { verdict: { ...verdict, ...known }, nowMs: o.nowMs })
}

function chosen({ record }: Inquiry, { variant }: Asked): string | undefined {
  const { stage, decided, number } = record.round
  if (stage === 'Promoting' || stage === 'Validating') return undefined
  const [last] = record.history
  const recommended =
    last?.round === number && last.outcome === 'Recommended' ? last.winner : undefined
  const candidates =
    stage === 'Settled' ? [recommended ?? []].flat() : contenders(record).map(({ key }) => key)
  if (variant !== undefined)
    return candidates.find((key) => key === variant || key.startsWith(`${variant}@`))
  const named = candidates.find((key) => key === decided?.challenger)
  return named ?? (candidates.length === 1 ? candidates[0] : undefined)
}

/** Who has lost to the champion may try again, at what is left of alpha. */
function retry(i: Inquiry, { by }: Asked): ExperimentRecord | string {
  const { record, u } = i
  if (record.round.stage !== 'Settled') return 'the round is not over'
  const again = u.variants.filter(
    ({ key }: Variant) => isSettled(record, key) && key !== record.champion.variant.key,
  )
  if (again.length === 0) return 'nobody in the spec has lost to this champion'
  const step = opening(
    i,
    again,
    `${by} asked for another try of ${again.map(({ key }) => key).join(', ')}`,
  )
  return 'next' in step ? step.next : 'no round can be opened'
}

function acknowledged(
  record: ExperimentRecord,
  { number }: Asked,
  answer: string,
): ExperimentRecord {
  return { ...record, requests: { ...record.requests, last: number, answer: answer.slice(0, 250) } }
}
