import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { jsonSchemaOf } from '../../../src/api/json-schema.ts'
import { type RoutingPlan, routingPlanSchema } from '../../../src/api/routing-plan.ts'
import { planProblems } from '../../../src/routing/plan-problems.ts'
import { canaryShares, splitShares } from '../../../src/routing/shares.ts'
import { aPlan, challengers, champion, sharedOut } from './plans.ts'

const ajv = new Ajv({ strict: false, formats: { 'date-time': true } })
const isOfShape = ajv.compile(jsonSchemaOf(routingPlanSchema))
const [c0 = '', c1 = ''] = challengers(2)
const variants = [champion, c0, c1].map((name) => ({ name, endpoints: [] }))
const metric = (edits: Partial<RoutingPlan['metrics'][number]>) => ({
  metrics: [{ name: 'm', kind: 'ErrorRate' as const, ...edits }],
})
const left = (gone: string, heir: string) => ({ instance: gone.repeat(16), heir: heir.repeat(16) })

it.each<readonly [string, Partial<RoutingPlan>]>([
  ['the one that all tests here begin with', {}],
  ['one of nobody but the champion', { variants: variants.slice(0, 1), segments: sharedOut([]) }],
  ['a canary', { variants, segments: sharedOut(canaryShares([c0, c1], 20)) }],
  ['a full one', { variants, segments: sharedOut(canaryShares([c0, c1], 100)) }],
  [
    'a split that has lost its first',
    {
      variants,
      segments: sharedOut(
        splitShares([
          { variant: undefined, percent: 30 },
          { variant: c1, percent: 30 },
        ]),
      ),
    },
  ],
  [
    'one whose challenger owns two parts',
    {
      segments: sharedOut([
        { variant: c0, from: 0.5, to: 0.75 },
        { variant: c0, from: 0, to: 0.5 },
      ]),
    },
  ],
  ['a shadow', { variants, shadow: { percent: 100, variants: [c0, c1] } }],
  ['one that two are lost of', { departed: [left('a', 'c'), left('b', 'c')] }],
  ['one with a unit', { unit: { cookie: 'id' } }],
  ['every kind that routers count', { metrics: countable('Classification') }],
  ['every kind of a regression', { task: 'Regression', metrics: countable('Regression') }],
])('finds nothing wrong with a sound plan: %s', (_, edits) => {
  const plan = aPlan(edits)
  expect(isOfShape(plan), JSON.stringify(isOfShape.errors)).toBe(true)
  expect(planProblems(plan)).toEqual([])
})

it.each<readonly [Partial<RoutingPlan>, string, RegExp]>([
  [{ champion: 'v9@99999999' }, 'champion', /^name one of v3@00000000, c0@12345670$/],
  [{ variants: [...variants, { name: c0, endpoints: [] }] }, 'variants/3/name', /already/],
  [{ salt: 'u-1\n2' }, 'salt', /on one line/],
  [
    { segments: sharedOut([{ variant: c1, from: 0, to: 0.1 }]) },
    'segments/0/shares/0/variant',
    /^name one of/,
  ],
  [
    { segments: sharedOut([{ variant: champion, from: 0, to: 0.1 }]) },
    'segments/0/shares/0/variant',
    /remove the champion/,
  ],
  [
    { segments: sharedOut([{ variant: c0, from: 0.1, to: 0.1 }]) },
    'segments/0/shares/0/to',
    /behind 0.1/,
  ],
  [
    { segments: sharedOut([{ variant: c0, from: 0.2, to: 0.1 }]) },
    'segments/0/shares/0/to',
    /behind 0.2/,
  ],
  [{ shadow: { percent: 5, variants: [c0, c1] } }, 'shadow/variants/1', /^name one of/],
  [{ shadow: { percent: 5, variants: [champion] } }, 'shadow/variants/0', /remove the champion/],
  [{ shadow: { percent: 5, variants: [c0, c0] } }, 'shadow/variants/1', /already/],
  [{ unit: {} }, 'unit', /exactly one/],
  [{ unit: { header: 'a', pointer: '/a' } }, 'unit', /exactly one/],
  [{ unit: { header: 'X-Contender-Variant' } }, 'unit/header', /another header/],
  [metric({ kind: 'Accuracy' }), 'metrics/0/outcomeDelay', /give outcomeDelay, which Accuracy/],
  [metric({ kind: 'LatencyAbove' }), 'metrics/0/latencyThreshold', /give latencyThreshold/],
  [metric({ kind: 'F1', outcomeDelay: '1h' }), 'metrics/0/positiveLabel', /give positiveLabel/],
  [
    metric({ kind: 'F1', outcomeDelay: '1h', positiveLabel: 'é'.repeat(33) }),
    'metrics/0/positiveLabel',
    /at most 64 bytes/,
  ],
  [metric({ kind: 'Value', outcomeDelay: '1h', field: '/x' }), 'metrics/0/clip', /give clip/],
  [
    metric({ kind: 'Value', outcomeDelay: '1h', field: '/x', clip: ['1', '1'] }),
    'metrics/0/clip',
    /lower end first/,
  ],
  [
    metric({ kind: 'MAE', outcomeDelay: '1h' }),
    'metrics/0/kind',
    /for the task Regression, not Classification/,
  ],
  [
    { task: 'Regression', ...metric({ kind: 'MAE', outcomeDelay: '1h', largestError: '0.0' }) },
    'metrics/0/largestError',
    /above zero/,
  ],
  [metric({ kind: 'Query' }), 'metrics/0/kind', /remove the metric/],
  [metric({ kind: 'Accuracy', outcomeDelay: '169h' }), 'metrics/0/outcomeDelay', /at most 168h/],
  [{ metrics: [...metric({}).metrics, ...metric({}).metrics] }, 'metrics/1/name', /already/],
  [
    metric({ kind: 'LatencyAbove', latencyThreshold: '0ms' }),
    'metrics/0/latencyThreshold',
    /above zero/,
  ],
  [metric({ kind: 'Accuracy', outcomeDelay: '0h' }), 'metrics/0/outcomeDelay', /above zero/],
  [{ slices: { start: 'yesterday', length: '1h' } }, 'slices/start', /2026-01-31T12:00:00Z/],
  [{ slices: { start: '2026-01-31 12:00', length: '1h' } }, 'slices/start', /2026-01-31T12:00:00Z/],
  [
    { slices: { start: '2026-13-31T12:00:00Z', length: '1h' } },
    'slices/start',
    /2026-01-31T12:00:00Z/,
  ],
  [{ slices: { start: '2026-01-31T12:00:00Z', length: '0s' } }, 'slices/length', /above zero/],
  [
    { slices: { start: '2026-01-31T12:00:00Z', length: '0.999ms' } },
    'slices/length',
    /at least 1ms/,
  ],
  [{ timeout: '0s' }, 'timeout', /above zero/],
  [{ timeout: '5m1ms' }, 'timeout', /at most 5m/],
  [{ timeout: '999999h' }, 'timeout', /at most 5m/],
  [{ acceptFor: '0h', metrics: [] }, 'acceptFor', /above zero/],
  [
    {
      variants: [
        { name: champion, endpoints: ['10.0.0.1:8080', '10.0.0.2:0'] },
        ...variants.slice(1),
      ],
    },
    'variants/0/endpoints/1',
    /port/,
  ],
  [
    {
      variants: [
        { name: champion, endpoints: [], service: '[fd00::1]:65536' },
        ...variants.slice(1),
      ],
    },
    'variants/0/service',
    /port/,
  ],
  [
    { variants: [{ name: champion, endpoints: ['10.0.0.256:80'] }, ...variants.slice(1)] },
    'variants/0/endpoints/0',
    /that there can be/,
  ],
  [{ keys: { sign: 'k3', accept: ['k1', 'k2'] } }, 'keys/accept', /^add k3/],
  [{ departed: [left('a', 'b'), left('a', 'c')] }, 'departed/1/instance', /already/],
  [{ departed: [left('a', 'b'), left('b', 'c')] }, 'departed/0/heir', /an heir that is there/],
])('says what is wrong, where, and the way out: %j', (edits, path, message) => {
  const plan = aPlan(edits)
  expect(isOfShape(plan), 'it is of sound shape').toBe(true)
  expect(
    planProblems(plan).map((problem) => ({ ...problem, path: problem.path.join('/') })),
  ).toEqual([{ path, message: expect.stringMatching(message) }])
})

it('takes a positive label that a receipt can hold, to the byte', () => {
  for (const [label, problems] of [
    ['é'.repeat(32), 0],
    ['🙂'.repeat(16), 0],
    ['a'.repeat(65), 1],
    ['🙂'.repeat(17), 1],
  ] as const) {
    const plan = aPlan(metric({ kind: 'F1', outcomeDelay: '1h', positiveLabel: label }))
    expect(planProblems(plan)).toHaveLength(problems)
  }
})

it.each([
  ['neighbours', [0.1, 0.2], [0.2, 0.3], undefined],
  ['by one place', [0.1, 0.2], [0.2 - 2 ** -54, 0.3], 1],
  ['in the order of their places', [0.2, 0.3], [0.1, 0.25], 0],
  ['one within another', [0, 0.9], [0.4, 0.5], 1],
  ['the same twice', [0, 0.5], [0, 0.5], 1],
] as const)('sees shares that overlap: %s', (_, [from, to], [from1, to1], at) => {
  const shares = [
    { variant: c0, from, to },
    { variant: c1, from: from1, to: to1 },
  ]
  const problems = planProblems(aPlan({ variants, segments: sharedOut(shares) }))
  expect(problems.map(({ path }) => path)).toEqual(
    at === undefined ? [] : [['segments', 0, 'shares', at, 'from']],
  )
})

it('sees an overlap with one that began long before', () => {
  const shares = [
    { variant: c0, from: 0, to: 0.9 },
    { variant: c1, from: 0.1, to: 0.2 },
    { variant: c1, from: 0.3, to: 0.4 },
  ]
  const problems = planProblems(aPlan({ variants, segments: sharedOut(shares) }))
  expect(problems.map(({ message }) => message)).toEqual([
    'begin at 0.9 at least: up to there c0@12345670 owns it',
    'begin at 0.9 at least: up to there c0@12345670 owns it',
  ])
})

function countable(task: 'Classification' | 'Regression'): RoutingPlan['metrics'] {
  const outcomeDelay = '168h'
  const any = [
    { kind: 'ErrorRate' },
    { kind: 'LatencyAbove', latencyThreshold: '200ms' },
    { kind: 'LatencyQuantile' },
    { kind: 'Value', outcomeDelay, field: '/pnl', clip: ['-50', '50'] },
  ] as const
  const own = {
    Classification: [
      { kind: 'Agreement' },
      { kind: 'Accuracy', outcomeDelay },
      { kind: 'F1', outcomeDelay, positiveLabel: '1' },
      { kind: 'AUC', outcomeDelay, positiveLabel: 'é'.repeat(32) },
      { kind: 'LogLoss', outcomeDelay },
      { kind: 'Brier', outcomeDelay },
    ],
    Regression: [
      { kind: 'MAE', outcomeDelay, largestError: '100' },
      { kind: 'RMSE', outcomeDelay },
      { kind: 'R2', outcomeDelay, shift: 12 },
    ],
  } as const
  return [...any, ...own[task]].map((each) => ({ ...each, name: each.kind.toLowerCase() }))
}
