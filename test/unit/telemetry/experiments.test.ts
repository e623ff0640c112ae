import { Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { measuredOf } from '../../../src/plan/telling/measured.ts'
import { toldOf } from '../../../src/plan/telling/told.ts'
import { createExperimentMetrics } from '../../../src/telemetry/experiments.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { looked } from '../plan/given.ts'
import { factsAt } from '../plan/telling/given.ts'
import { factsOfSize, plainly } from '../plan/telling/largest.ts'
import { aRow } from '../stats/decision/given.ts'

type Measured = Parameters<ReturnType<typeof createExperimentMetrics>['told']>[0]

const row = aRow({
  challenger: 'v4@00000002',
  counts: { champion: { requests: 900 }, challenger: { requests: 100 } },
  ...{ logP: Math.log(0.25), high: undefined },
})
const facts = factsAt('Comparing', { looked: looked({ says: 'HoldStep' }, [row]) })
const measured: Measured = measuredOf(facts, toldOf(facts))
const of = 'namespace="trading",experiment="signals"'
const [champion, challenger] = measured.variants.map(({ variant }) => variant)

const anew = () => createExperimentMetrics(new Registry())
const seriesIn = (text: string) => text.split('\n').filter((line) => line.startsWith('contender_'))

it('tells how an experiment stands', () => {
  const { told, text } = anew()
  told(measured)
  const lines = text().split('\n')
  const metric = `${of},metric="accuracy",challenger="v4@00000002",bound="Effect"`
  for (const line of [
    `contender_experiment_stage{${of},stage="Comparing"} 1`,
    `contender_experiment_round{${of}} 1`,
    `contender_experiment_condition{${of},type="Ready",status="True"} 1`,
    `contender_experiment_condition{${of},type="Promoted",status="Unknown"} 1`,
    `contender_evidence_timestamp_seconds{${of}} ${facts.o.nowMs / 1000}`,
    `contender_variant_ready{${of},variant="${champion}",role="Champion"} 2`,
    `contender_variant_share{${of},variant="${champion}",role="Champion"} 0.95`,
    `contender_variant_share{${of},variant="${challenger}",role="Challenger"} 0.05`,
    `contender_metric_n{${metric}} 1000`,
    `contender_metric_estimate{${metric}} 0.01`,
    `contender_metric_low{${metric}} 0.005`,
    `contender_metric_p{${metric}} 0.25`,
    `contender_looks_total{${of},verdict="HoldStep"} 1`,
    '# TYPE contender_looks_total counter',
    '# TYPE contender_metric_n gauge',
  ])
    expect(lines).toContain(line)
})

it('has no number where nothing is known', () => {
  const { told, text } = anew()
  told(measured)
  expect(text()).not.toContain('contender_metric_high')
  expect(text()).not.toContain('contender_variant_observed_share')
  expect(text()).not.toMatch(/NaN|undefined|Infinity/)
})

it('lets the series of an experiment go with it, and all of them with the lead', () => {
  const { told, gone, deposed, text } = anew()
  told(measured)
  told({ ...measured, name: 'other' })
  gone({ namespace: 'trading', name: 'signals' })
  expect(seriesIn(text()).filter((line) => line.includes('"signals"'))).toEqual([])
  expect(seriesIn(text()).length).toBeGreaterThan(0)
  deposed()
  expect(text()).toBe('')
})

it('has no series of a stage, a status or a variant that was', () => {
  const { told, text } = anew()
  told(measured)
  const count = seriesIn(text()).length
  const conditions = measured.conditions.map((each) => ({ ...each, status: 'False' }))
  told({ ...measured, stage: 'Settled', conditions, look: undefined })
  expect(seriesIn(text()).length).toBe(count)
  expect(text()).not.toContain('stage="Comparing"')
  told({ ...measured, variants: measured.variants.slice(0, 1) })
  expect(text()).not.toContain('role="Challenger"')
})

it('keeps the figures of the last look, and forgets them with their round', () => {
  const { told, text } = anew()
  told(measured)
  told({ ...measured, look: undefined })
  expect(text()).toContain('contender_metric_estimate')
  told({ ...measured, look: undefined, round: 2 })
  expect(text()).not.toContain('contender_metric_estimate')
})

it('counts looks by their verdict, and each round once, when it ends', () => {
  const { told, text } = anew()
  const before = [{ round: 1, outcome: 'Retained' }]
  const after = [{ round: 2, outcome: 'Promoted' }, ...before]
  for (const history of [before, before, after, after]) told({ ...measured, history })
  expect(text()).toContain(`contender_looks_total{${of},verdict="HoldStep"} 4`)
  expect(text()).toContain(`contender_rounds_total{${of},outcome="Promoted"} 1`)
  expect(text()).not.toContain('outcome="Retained"')
})

it('puts it on the page of the operator, beside how fast it is', async () => {
  const { experiments, page } = createMetrics()
  experiments.told(measured)
  experiments.decided(40)
  experiments.obeyed(true, 300)
  experiments.pushed('Taken')
  experiments.pulled('Ok')
  const lines = (await page()).text.split('\n')
  for (const line of [
    `contender_experiment_round{${of}} 1`,
    'contender_decision_duration_seconds_bucket{le="0.05"} 1',
    'contender_push_duration_seconds_bucket{le="0.5",urgent="true"} 1',
    'contender_pushes_total{code="Taken"} 1',
    'contender_pulls_total{code="Ok"} 1',
    'contender_leads 0',
  ])
    expect(lines).toContain(line)
})

it('says what cannot be said plainly in a label as Prometheus reads it', () => {
  const { told, text } = anew()
  told({ ...measured, name: 'a"b\\c\nd' })
  expect(text()).toContain('experiment="a\\"b\\\\c\\nd"')
})

it('has so many series for the largest experiment, and no more', () => {
  const { told, text } = anew()
  const sizes = { variants: 8, metrics: 20, rounds: 10, text: plainly, decimals: '0.005' }
  const largest = factsOfSize(sizes)
  told(measuredOf(largest, toldOf(largest)))
  const count = seriesIn(text()).length
  process.stdout.write(`8 variants, 20 metrics: ${count} series, ${text().length} bytes\n`)
  expect(count).toBeLessThan(2_000)
})
