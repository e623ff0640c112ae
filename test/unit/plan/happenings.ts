import type { JsonObject } from '../../../src/api/json.ts'
import type { Course } from './course.ts'
import { accuracy, aSpec, hourMs, model, upWith } from './given.ts'

type Happening = (course: Course) => void

/** What may happen at any moment. */
export const happenings: { readonly [what: string]: Happening } = {
  nothing: () => {},
  'a verdict to promote': (c) =>
    c.says({ says: 'Promote', rule: 'Superior', reason: 'better', challenger: c.keyOf('v4') }),
  harm: (c) =>
    c.says({ says: 'RollBack', rule: 'Harm', reason: 'errors', challenger: c.keyOf('v4') }),
  futility: (c) => c.says({ says: 'Retain', rule: 'Futile', reason: 'no better' }),
  'time is up': (c) =>
    c.says({ says: 'Inconclusive', rule: 'OutOfTime', reason: 'nothing proven' }),
  doubt: (c) => c.says({ says: 'Hold', rule: 'EvidenceInDoubt', reason: 'SampleRatioMismatch' }),
  'an outage, and harm': (c) => {
    c.outage(c.observation().nowMs)
    c.says({ says: 'RollBack', rule: 'Harm', reason: 'errors', challenger: c.keyOf('v4') })
  },
  'the challenger crashes': (c) =>
    c.run('v4', upWith(0, { trouble: { code: 'CrashLooping', detail: 'exit 1' } })),
  'the challenger is not ready': (c) => c.run('v4', 0),
  'the old champion is down': (c) => c.run('v3', 0),
  abort: (c) => c.annotate({ 'contender.dev/abort': `${c.record().round.number}` }),
  'pause, and a verdict': (c) => {
    c.annotate({ 'contender.dev/request': `pause@${c.record().round.number}#1` })
    c.says({ says: 'Promote', rule: 'Superior', reason: 'better', challenger: c.keyOf('v4') })
  },
  approve: (c) => c.annotate({ 'contender.dev/request': `approve@${c.record().round.number}#1` }),
  promote: (c) => c.annotate({ 'contender.dev/request': `promote@${c.record().round.number}#1` }),
  retry: (c) => c.annotate({ 'contender.dev/request': `retry@${c.record().round.number}#1` }),
  'a new revision': (c) =>
    c.edit({
      ...c.observation().spec,
      variants: aSpec({ variants: [model('v3'), model('v4', 'v4-1')] }).variants,
    }),
  'the challenger is removed': (c) =>
    c.edit({ ...c.observation().spec, variants: aSpec({ variants: [model('v3')] }).variants }),
  'the champion has another revision': (c) => editVariants(c, [model('v3', 'v3-1'), model('v4')]),
  'the old champion is removed': (c) => editVariants(c, [model('v4')]),
  'the challenger is called otherwise': (c) => editVariants(c, [model('v3'), model('v5', 'v4')]),
  'one more challenger': (c) => editVariants(c, [model('v3'), model('v4'), model('v5')]),
  'spec.champion names the other one': (c) => c.edit({ ...c.observation().spec, champion: 'v4' }),
  'a metric that is only shown': (c) =>
    c.edit({
      ...c.observation().spec,
      metrics:
        aSpec({
          metrics: [
            accuracy,
            { name: 'slow', kind: 'LatencyAbove', role: 'Info', latencyThreshold: '1s' },
          ],
        }).metrics ?? [],
    }),
  'another guardrail': (c) =>
    c.edit({
      ...c.observation().spec,
      metrics:
        aSpec({
          metrics: [
            accuracy,
            { name: 'errors', kind: 'ErrorRate', role: 'Guardrail', limit: '0.1' },
          ],
        }).metrics ?? [],
    }),
  'another unit': (c) =>
    c.edit({
      ...c.observation().spec,
      traffic: { ...c.observation().spec.traffic, unit: { header: 'x-user' } },
    }),
  scaling: (c) =>
    c.edit({
      ...c.observation().spec,
      variants: aSpec({ variants: [{ ...model('v3'), replicas: 5 }, model('v4')] }).variants,
    }),
  'another alpha': (c) =>
    c.edit({
      ...c.observation().spec,
      decision: { ...c.observation().spec.decision, alpha: '0.01' },
    }),
  suspend: (c) => c.edit({ ...c.observation().spec, suspend: true }),
  'three days': (c) => c.wait(72 * hourMs),
}

function editVariants(c: Course, variants: JsonObject[]): void {
  c.edit({ ...c.observation().spec, variants: aSpec({ variants }).variants })
}

/** What comes of it: stage, champion, shares in percent, and how the last round ended. */
export function standing(course: Course): string {
  const passed = course.rest()
  const { round, champion, history } = course.record()
  const shares = course
    .shares()
    .map(({ variant, from, to }) => `${variant.split('@')[0]} ${Math.round(100 * (to - from))}%`)
  const [last] = history
  const ended = last === undefined ? '' : `, round ${last.round} ${last.outcome}`
  const out = round.challengers
    .filter((each) => each.out !== undefined)
    .map(({ name }) => `, ${name} out`)
  return `${round.number} ${round.stage} (${passed.waiting?.reason}): ${[champion.variant.name, ...shares].join(', ')}${out.join('')}${ended}`
}
