import { describe, expect, it } from 'vitest'
import { effective } from '../../../src/api/effective.ts'
import type { ExperimentSpec, Metric } from '../../../src/api/experiment.ts'

const accuracy: Metric = { name: 'accuracy', kind: 'Accuracy', role: 'Objective' }

/** As the API server would hand it over: the defaults of objects are there. */
function aSpec(given: Partial<ExperimentSpec> = {}): ExperimentSpec {
  const model = { uri: 's3://m/3.onnx' }
  return {
    task: 'Classification',
    champion: 'old',
    variants: [
      { name: 'old', model },
      { name: 'new', model },
    ],
    metrics: [accuracy],
    traffic: { fallback: { timeout: '1s' }, allowOverride: false },
    outcomes: { acceptFor: '168h' },
    decision: {
      method: 'AlwaysValid',
      alpha: '0.05',
      minimumDuration: '24h',
      maximumDuration: '168h',
      whenInconclusive: 'KeepChampion',
    },
    promotion: {
      mode: 'Automatic',
      validation: { duration: '48h', holdback: 10 },
      rollbackWindow: '48h',
    },
    router: {},
    suspend: false,
    ...given,
  }
}

const withTraffic = (traffic: Partial<ExperimentSpec['traffic']>) =>
  effective(aSpec({ traffic: { ...aSpec().traffic, ...traffic } }))

describe('the strategy', () => {
  const shadow = { percent: 100, minimumDuration: '1h' }
  const canary = { steps: [{ percent: 7 }] }
  const split = { challengers: [{ name: 'new', percent: 30 }] }

  it.each([
    ['nothing', {}, 'Canary', false],
    ['canary', { canary }, 'Canary', false],
    ['split', { split }, 'Split', false],
    ['a shadow alone', { shadow }, 'Shadow', false],
    ['a shadow before a canary', { shadow, canary }, 'Canary', true],
    ['a shadow before a split', { shadow, split }, 'Split', true],
  ])('given %s is %s', (_, traffic, strategy, shadowFirst) => {
    expect(withTraffic(traffic)).toMatchObject({ strategy, shadowFirst })
  })

  it('compares nothing without an Objective: a new revision replaces the old one', () => {
    const { strategy, metrics } = effective(aSpec({ metrics: [{ ...accuracy, role: 'Info' }] }))
    expect(strategy).toBe('Replace')
    expect(metrics.map(({ name }) => name)).toEqual(['accuracy'])
  })

  it('is a canary of 5, 20 and 50 percent where nobody says anything', () => {
    expect(withTraffic({}).steps).toEqual([
      { percent: 5, minimumDuration: '10m' },
      { percent: 20, minimumDuration: '10m' },
      { percent: 50, minimumDuration: '10m' },
    ])
  })

  it('keeps the steps that are given, and fills in the durations that are not', () => {
    const steps = [{ percent: 1, minimumDuration: '0s' }, { percent: 2 }]
    expect(withTraffic({ canary: { steps } }).steps).toEqual([
      { percent: 1, minimumDuration: '0s' },
      { percent: 2, minimumDuration: '10m' },
    ])
  })
})

describe('guardrails', () => {
  const names = (...metrics: Metric[]) =>
    effective(aSpec({ metrics: [accuracy, ...metrics] })).metrics.map(({ name }) => name)
  const guards = { role: 'Guardrail', margin: { ratio: '2' } } as const

  it('on errors and latency are there unasked, and say all about themselves', () => {
    expect(effective(aSpec()).metrics.slice(1)).toEqual([
      {
        name: 'default-errors',
        kind: 'ErrorRate',
        role: 'Guardrail',
        goal: 'Decrease',
        margin: { absolute: '0.005' },
      },
      {
        name: 'default-latency',
        kind: 'LatencyQuantile',
        role: 'Guardrail',
        goal: 'Decrease',
        quantile: '0.95',
        margin: { ratio: '1.10' },
      },
    ])
  })

  it.each<[string, Metric, string]>([
    ['errors', { name: 'e', kind: 'ErrorRate', ...guards }, 'default-latency'],
    [
      'slow answers',
      { name: 's', kind: 'LatencyAbove', latencyThreshold: '1s', ...guards },
      'default-errors',
    ],
    [
      'a quantile',
      { name: 'q', kind: 'LatencyQuantile', quantile: '0.9', ...guards },
      'default-errors',
    ],
  ])('of the user that compare %s take the place of ours', (_, metric, left) => {
    expect(names(metric)).toEqual(['accuracy', metric.name, left])
  })

  it('are not replaced by what is only shown', () => {
    expect(names({ name: 'e', kind: 'ErrorRate', role: 'Info' })).toContain('default-errors')
  })

  it('are not replaced by a limit, below which errors may multiply', () => {
    const limited: Metric = { name: 'e', kind: 'ErrorRate', role: 'Guardrail', limit: '0.2' }
    expect(names(limited)).toContain('default-errors')
  })
})

it('says how many replicas each variant gets that we run', () => {
  const { replicas } = effective(
    aSpec({
      variants: [
        { name: 'a', model: { uri: 'file:///a' } },
        { name: 'b', model: { uri: 'file:///b' }, replicas: 3 },
        { name: 'c', service: { name: 's', port: 1 } },
        { name: 'd', model: { uri: 'file:///d' }, autoscaling: { min: 1, max: 2, targetCPU: 50 } },
      ],
    }),
  )
  expect(replicas).toEqual([
    { name: 'a', replicas: 2 },
    { name: 'b', replicas: 3 },
  ])
})

it('shows the shares of a split, and the pods of the router', () => {
  const split = { challengers: [{ name: 'new', percent: 30 }] }
  expect(withTraffic({ split })).toMatchObject({ shares: split.challengers, routerReplicas: 2 })
  expect(effective(aSpec({ router: { replicas: 5 } })).routerReplicas).toBe(5)
})

it('says of each metric what it was given, and which way is better', () => {
  const given: Metric = { ...accuracy, outcomeDelay: '1h', minimumEffect: '0.01' }
  const query: Metric = {
    name: 'heat',
    kind: 'Query',
    role: 'Guardrail',
    prometheus: { address: 'http://p', query: 'up' },
    limit: '0.9',
  }
  const { metrics } = effective(aSpec({ metrics: [given, query] }))
  expect(metrics.slice(0, 2)).toEqual([
    { ...given, goal: 'Increase' },
    { name: 'heat', kind: 'Query', role: 'Guardrail', goal: 'Decrease', limit: '0.9' },
  ])
})
