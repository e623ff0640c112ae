import type { ExperimentSpec, Metric } from '../../../../src/api/experiment.ts'
import type { JsonObject } from '../../../../src/api/json.ts'
import type { ExperimentRecord } from '../../../../src/plan/record/record.ts'
import type { Facts } from '../../../../src/plan/telling/facts.ts'
import { understood } from '../../../../src/plan/understood.ts'
import { variantsOf } from '../../../../src/plan/variants/variants.ts'
import { askedOf } from '../../../../src/stats/decision/asked.ts'
import { rowOf } from '../../../../src/stats/decision/row.ts'
import { unknownBecause } from '../../../../src/stats/unknown.ts'
import { aLook, aTrial } from '../../stats/decision/given.ts'
import { rates } from '../../stats/effects/given.ts'
import { aCourse } from '../course.ts'
import { anObservation, aSpec, hourMs, looked, startMs, upWith } from '../given.ts'

/** How much a test wants of what can be much. */
export type Largeness = {
  readonly variants: number
  readonly metrics: number
  readonly rounds: number
  /** What each text says. */
  readonly text: (most: number) => string
  /** As a metric has them. */
  readonly decimals: string
}

const long = (i: number, most: number) => `n${i}-`.padEnd(most, 'abcdefghij')
export const plainly = (most: number) =>
  'errors of v4 are open: not yet, Events 12 of 40, and Predictions 800 of 1200'.slice(0, most)
export const worst = (most: number) => '…'.repeat(most)

/** An experiment in the middle of a round, with everything that status speaks of. */
export function factsOfSize(size: Largeness): Facts {
  const { variants, rounds, text } = size
  const spec = specOf(size)
  const course = aCourse(spec)
  course.once()
  const begun = course.record()
  const keys = variantsOf(spec).map(({ key }) => key)
  const record = grown(begun, rounds, text)
  const workloads = Object.fromEntries(keys.map((key) => [key, upWith(1000)]))
  const nowMs = startMs + 30 * hourMs
  const url = 'http://a-very-long-name-of-an-experiment.a-very-long-name-of-a-namespace.svc'
  const o = anObservation({ spec, workloads, nowMs, record: { is: 'There', record, bytes: 1 } })
  const by = Object.fromEntries(keys.map((key) => [key, 1_234_567]))
  return {
    o: { ...o, routers: { ...o.routers, url } },
    ...{ record, u: understood({ spec }, record) },
    waiting: { reason: 'GateClosed', message: text(512) },
    found: {
      looked: lookOf(record, keys, { metrics: spec.metrics ?? [], text }),
      counts: countsFor(spec, keys.slice(1)),
      observed: {
        came: by,
        configured: Object.fromEntries(keys.map((key) => [key, 1 / variants])),
      },
    },
  }
}

function countsFor({ metrics = [] }: ExperimentSpec, challengers: readonly string[]) {
  const ripe = { mature: 1_234_567, pending: 123_456, late: 12_345 }
  const both = { champion: ripe, challenger: ripe }
  const by = Object.fromEntries(metrics.map(({ name }) => [name, both]))
  return challengers.map((challenger) => ({ challenger, fallbackShare: 0.0123, metrics: by }))
}

function specOf({ variants, metrics, decimals }: Largeness) {
  const names = Array.from({ length: variants }, (_, i) => long(i, 20))
  const all = Array.from({ length: metrics }, (_, i): JsonObject => {
    const role = i === 0 ? 'Objective' : 'Guardrail'
    const bounds = { margin: { absolute: decimals }, limit: decimals }
    return { name: long(i, 20), kind: 'Accuracy', role, outcomeDelay: '24h', ...(i > 0 && bounds) }
  })
  return aSpec({
    champion: names[0] ?? '',
    variants: names.map((name) => ({ name, model: { uri: `s3://models/${name}.onnx` } })),
    metrics: all,
  })
}

function grown(
  record: ExperimentRecord,
  rounds: number,
  text: Largeness['text'],
): ExperimentRecord {
  const { round, champion } = record
  const keys = round.challengers.map(({ key }) => key)
  const digest = `sha256:${'a'.repeat(64)}`
  const [first] = round.epochs
  if (first === undefined) throw new Error('a round without an epoch')
  const shares = keys.map((variant, i) => ({
    variant,
    from: i / keys.length,
    to: i / keys.length + 0.0714285,
  }))
  const epoch = { ...first, contest: 'Comparing', shares } as const
  const ended: Omit<ExperimentRecord['history'][number], 'round'> = {
    ...{ outcome: 'Inconclusive', champion: champion.variant.key, challengers: keys },
    ...{ startedAtMs: startMs, endedAtMs: startMs, reason: text(250) },
    ...{ effect: '-0.0001234 … +0.001234', effectAfterPromotion: '-0.0001234 … +0.001234' },
  }
  return {
    ...record,
    champion: { ...champion, digest, previous: champion.variant.key },
    round: { ...round, stage: 'Comparing', cause: text(512), epochs: [epoch], number: 99 },
    history: Array.from({ length: rounds }, (_, i) => ({ ...ended, round: 98 - i })),
  }
}

function lookOf(
  record: ExperimentRecord,
  keys: readonly string[],
  { metrics, text }: { readonly metrics: readonly Metric[]; readonly text: Largeness['text'] },
) {
  const questions = metrics.map(({ name, role }) => ({
    ...({ metric: name, role, meaning: 'share of right labels', goal: 'Increase' } as const),
    ...{ margin: { absolute: 0.0012345 }, limit: 0.123456, observed: rates([12, 3], [12, 3]) },
  }))
  const trials = keys.slice(1).map((challenger) => aTrial({ challenger, questions, attempt: 3 }))
  const rows = askedOf(aLook({ trials, entered: keys.length - 1 })).map((asked) => ({
    ...rowOf(asked, unknownBecause('TooFew'), { finding: 'Open', logP: -12.345 }),
    ...({ method: 'ConfidenceSequence', unknown: undefined, detectableEffect: 0.0123 } as const),
    ...{ estimate: 0.0012345, low: -0.0123456, high: 0.0123456 },
    gates: (['Predictions', 'Events', 'Buckets'] as const).map((name) => ({
      ...{ name, have: 123_456, need: 1_234_567 },
    })),
  }))
  const by = Object.fromEntries(keys.map((key) => [key, 1_234_567]))
  const look = looked({ reason: text(500), challenger: keys[1] ?? '' }, rows)
  const sampleRatio = { logP: -1.2345, observed: by, expected: by }
  return {
    ...look,
    case: { ...look.case, round: record.round.number },
    judgement: { ...look.judgement, sampleRatio, expectedMs: 99 * hourMs },
  }
}
