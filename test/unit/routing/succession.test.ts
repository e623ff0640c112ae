import { expect, it } from 'vitest'
import { kindNames } from '../../../src/api/metric-kinds.ts'
import type { RoutingPlan, ScoredMetric } from '../../../src/api/routing-plan.ts'
import { identityOf, metricOf } from '../../../src/evidence/metrics/metric.ts'
import { successionProblems } from '../../../src/routing/succession.ts'
import { aPlan, challengers, sharedOut } from './plans.ts'

const [variant = ''] = challengers(1)
const slices = { start: '2026-01-31T12:00:00Z', length: '1h' }
const wider = sharedOut([{ variant, from: 0, to: 0.2 }])
const nobody = sharedOut([])

it.each<readonly [string, Partial<RoutingPlan>, Partial<RoutingPlan>]>([
  ['the same again', {}, {}],
  ['a higher step, in an epoch of its own', {}, { segments: wider, epoch: 4 }],
  ['an epoch that changes nothing', {}, { epoch: 4 }],
  ['another timeout', {}, { timeout: '5s' }],
  [
    'a round of its own',
    {},
    { round: 3, epoch: 4, salt: 'u-1/3', slices: { ...slices, length: '5m' } },
  ],
  [
    'the same time, written otherwise',
    {},
    { slices: { ...slices, start: '2026-01-31T13:00:00+01:00' } },
  ],
  [
    'a unit, where nobody is drawn',
    { segments: nobody },
    { segments: nobody, unit: { cookie: 'id' } },
  ],
  [
    'the same header, written otherwise',
    { unit: { header: 'x-id' } },
    { unit: { header: 'X-Id' } },
  ],
  ['a metric more', {}, { metrics: [accuracy({}), accuracy({ name: 'f1', kind: 'F1' })] }],
  ['the same delay, written otherwise', {}, { metrics: [accuracy({ outcomeDelay: '1440m' })] }],
  ['more outcomes', {}, { acceptFor: '200h' }],
  [
    'another unit, delay and limit, in a round of its own',
    {},
    {
      ...{ round: 3, epoch: 4, salt: 'u-1/3', unit: { cookie: 'id' }, acceptFor: '24h' },
      metrics: [accuracy({ outcomeDelay: '2h' })],
    },
  ],
  [
    'the same shares, in another order',
    { segments: sharedOut(two()) },
    { segments: sharedOut(two().toReversed()) },
  ],
])('lets follow %s', (_, before, next) => {
  expect(successionProblems(aPlan(next), aPlan(before))).toEqual([])
})

it.each<readonly [string, Partial<RoutingPlan>, string, RegExp]>([
  ['another share', { segments: wider }, 'epoch', /another epoch/],
  ['nobody’s share', { segments: nobody }, 'epoch', /another epoch/],
  ['another unit', { unit: { cookie: 'id' }, epoch: 4 }, 'unit', /keep the unit/],
  ['another champion', { champion: variant, segments: nobody }, 'epoch', /another epoch/],
  ['an epoch that is over', { epoch: 2 }, 'epoch', /go on with/],
  ['a round that is over', { round: 1, salt: 'u-1/1', epoch: 4 }, 'round', /go on with/],
  ['another salt in the round', { salt: 'u-1/x', epoch: 4 }, 'salt', /keep the salt/],
  ['a round that inherits its salt', { round: 3 }, 'salt', /salt of its own/],
  [
    'other slices in the round',
    { slices: { ...slices, length: '30m' } },
    'slices',
    /keep the slices/,
  ],
  [
    'slices from another time on',
    { slices: { ...slices, start: '2026-01-31T12:00:01Z' } },
    'slices',
    /keep the slices/,
  ],
  ['a later outcome', { metrics: [accuracy({ outcomeDelay: '25h' })] }, 'metrics', /another name/],
  ['another kind', { metrics: [accuracy({ kind: 'F1' })] }, 'metrics', /another name/],
  ['another label', { metrics: [accuracy({ positiveLabel: 'no' })] }, 'metrics', /another name/],
  ['fewer outcomes', { acceptFor: '167h' }, 'acceptFor', /as long as before/],
])('says what is wrong with %s', (_, next, field, message) => {
  expect(successionProblems(aPlan(next), aPlan())).toEqual([
    { path: [field], message: expect.stringMatching(message) },
  ])
})

/** `shift` is about which number sums are kept: those of most kinds can be moved to another one, and are added up. */
it.each(kindNames)('tells of another shift where sums of %s are kept apart by it', (kind) => {
  const about = (shift: number): ScoredMetric => ({ name: 'it', kind, shift })
  const sumsOf = (shift: number) => {
    const metric = metricOf(about(shift))
    return metric && identityOf(metric)
  }
  const at = (shift: number) => aPlan({ metrics: [about(shift)] })
  const told = successionProblems(at(7), at(0)).map(({ path }) => path)
  expect(told).toEqual(sumsOf(7) === sumsOf(0) ? [] : [['metrics']])
  expect(told.length).toBe(kind === 'R2' ? 1 : 0)
})

it('asks for another epoch, too, where the unit changes within one', () => {
  const problems = successionProblems(aPlan({ unit: { cookie: 'id' } }), aPlan())
  expect(problems.map(({ path }) => path)).toEqual([['epoch'], ['unit']])
})

function accuracy(edits: Partial<ScoredMetric>): ScoredMetric {
  return { name: 'accuracy', kind: 'Accuracy', outcomeDelay: '24h', ...edits }
}

function two() {
  return [
    { variant, from: 0, to: 0.1 },
    { variant, from: 0.5, to: 0.6 },
  ]
}
