import { describe, expect, it } from 'vitest'
import { defaultGuardrails, effective } from '../../../src/api/effective.ts'
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
    router: { replicas: 2 },
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
  const hold = { role: 'Guardrail', limit: '0.1' } as const

  it('on errors and latency are there unasked', () => {
    expect(names()).toEqual(['accuracy', 'default-errors', 'default-latency'])
    expect(defaultGuardrails.map(({ margin }) => margin)).toEqual([
      { absolute: '0.01' },
      { ratio: '1.20' },
    ])
  })

  it.each<[string, Metric, string]>([
    ['errors', { name: 'e', kind: 'ErrorRate', ...hold }, 'default-latency'],
    [
      'slow answers',
      { name: 's', kind: 'LatencyAbove', latencyThreshold: '1s', ...hold },
      'default-errors',
    ],
    [
      'a quantile',
      {
        name: 'q',
        kind: 'LatencyQuantile',
        quantile: '0.9',
        role: 'Guardrail',
        margin: { ratio: '2' },
      },
      'default-errors',
    ],
  ])('of the user on %s take the place of ours', (_, metric, left) => {
    expect(names(metric)).toEqual(['accuracy', metric.name, left])
  })

  it('are not replaced by what is only shown', () => {
    expect(names({ name: 'e', kind: 'ErrorRate', role: 'Info' })).toContain('default-errors')
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
    { name: 'a', replicas: 1 },
    { name: 'b', replicas: 3 },
  ])
})

it('knows which way is better, how long truth takes, and what is worth having', () => {
  const [objective, errors] = effective(aSpec()).metrics
  expect(objective).toMatchObject({ goal: 'Increase', outcomeDelay: '0s', minimumEffect: '0' })
  expect(errors).toMatchObject({ goal: 'Decrease' })
  expect(errors).not.toHaveProperty('minimumEffect')
})
