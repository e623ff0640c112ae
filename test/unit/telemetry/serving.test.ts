import { expect, it } from 'vitest'
import { createServingMetrics } from '../../../src/telemetry/serving.ts'

const labels = { model: 'iris', version: '4', digest: '9f', place: 'Inline' }

function given({ failing = [] as { name: string; code: string }[] } = {}) {
  const metrics = createServingMetrics({
    models: () => [{ ...labels, waiting: 2 }],
    failing: () => failing,
    bodyBytes: () => 7,
  })
  const lines = async (name: string) =>
    (await metrics.page()).text.split('\n').filter((line) => line.startsWith(name))
  return { metrics, lines }
}

it('has a row for what answers, and one for what fails while it does', async () => {
  const failing = [{ name: 'iris', code: 'ModelMissing' }]
  const { lines } = given({ failing })
  expect(await lines('contender_serve_model_info')).toEqual([
    'contender_serve_model_info{model="iris",version="4",digest="9f",place="Inline"} 1',
  ])
  expect(await lines('contender_serve_waiting')).toEqual([
    'contender_serve_waiting_requests{model="iris"} 2',
  ])
  expect(await lines('contender_serve_model_failing')).toEqual([
    'contender_serve_model_failing{model="iris",code="ModelMissing"} 1',
  ])
  failing.pop()
  expect(await lines('contender_serve_model_failing')).toEqual([])
})

it('times answers that are none of failures', async () => {
  const { metrics, lines } = given()
  const answer = { operation: 'ModelInfer', model: 'iris', tookMs: 20 }
  metrics.answered({ ...answer, code: 'Ok' })
  for (let nth = 0; nth < 9; nth++)
    metrics.answered({ ...answer, code: 'RequestInvalid', tookMs: 1 })
  expect(await lines('contender_serve_infer_duration_seconds_count')).toEqual([
    'contender_serve_infer_duration_seconds_count{model="iris"} 1',
  ])
  expect(await lines('contender_serve_infer_duration_seconds_sum')).toEqual([
    'contender_serve_infer_duration_seconds_sum{model="iris"} 0.02',
  ])
  expect(await lines('contender_serve_requests_total')).toHaveLength(2)
})

it('counts settings that were refused', async () => {
  const { metrics, lines } = given()
  expect(await lines('contender_serve_settings_refused_total')).toEqual([
    'contender_serve_settings_refused_total 0',
  ])
  metrics.refused()
  expect(await lines('contender_serve_settings_refused_total')).toEqual([
    'contender_serve_settings_refused_total 1',
  ])
})
