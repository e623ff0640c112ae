import type { Observed } from '../effects/observed.ts'
import type { Method } from '../sequential/inference.ts'
import type { Bound, Question } from './question.ts'

/** What a row estimates, in words; what it counts as one; and what is taken to be independent. */
export type Words = {
  readonly estimand: string
  readonly unit: 'Request' | 'Unit' | 'Pair' | 'Reading'
  readonly independence: string
}

/** Also where no method could be chosen yet. */
export function wordsOf(
  { meaning, observed }: Pick<Question, 'meaning' | 'observed'>,
  bound: Bound,
  method: Method | undefined,
): Words {
  const from = bound === 'Limit' ? '' : parts[observed.of]
  return {
    estimand: `${meaning}: ${compared[bound]}${from}`,
    unit: unitOf(observed, method),
    independence: independenceOf(observed, method),
  }
}

const compared: { readonly [B in Bound]: string } = {
  Effect: 'challenger minus champion',
  Margin: 'challenger minus champion',
  Ratio: 'challenger divided by champion',
  Limit: 'the level of the challenger itself',
}

const parts: { readonly [of in Observed['of']]: string } = {
  Split: ', each of its own part of the traffic',
  Latencies: ', each of its own part of the traffic',
  Pairs: ', for the same requests',
  LatencyPairs: ', for the same requests',
  Reported: '',
}

function unitOf(observed: Observed, method: Method | undefined): Words['unit'] {
  if (observed.of === 'Reported') return 'Reading'
  if (method === 'LevelSplit') return 'Request'
  if (isPaired(observed, method)) return 'Pair'
  return comesBack(observed) ? 'Unit' : 'Request'
}

function independenceOf(observed: Observed, method: Method | undefined): string {
  if (observed.of === 'Reported') return 'none needed: it is taken at its word'
  if (method === 'LevelSplit') return 'none needed: it speaks of the average chance so far'
  if (isPaired(observed, method)) return 'blocks of time, and buckets of units'
  return comesBack(observed)
    ? 'buckets of units; requests of a unit may be alike'
    : 'requests, at a given time'
}

/** Of pairs only a level is judged by clusters of units alone. */
const isPaired = ({ of }: Observed, method: Method | undefined) =>
  (of === 'Pairs' || of === 'LatencyPairs') && method !== 'ClusteredSequence'

const comesBack = (observed: Observed) =>
  ('units' in observed && observed.units !== undefined) ||
  ('effective' in observed && observed.effective !== undefined)
