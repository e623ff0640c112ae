import { expect, it } from 'vitest'
import { createMetrics } from '../../../src/telemetry/metrics.ts'

it('shows on its page all that the engine counts', async () => {
  const { meter, called, page } = createMetrics()
  meter.depth(3)
  meter.began(250)
  meter.passed('failed', 40)
  meter.retried()
  meter.listed('modelexperiments', 'listed')
  meter.watchEnded('deployments', 'silent')
  meter.leads(true)
  called({ verb: 'get', resource: 'leases', code: 200, durationMs: 7 })
  const { type, text } = await page()
  expect(type).toMatch(/^text\/plain/)
  for (const line of [
    'contender_queue_depth 3',
    'contender_queue_wait_seconds_sum 0.25',
    'contender_reconcile_duration_seconds_count{end="failed"} 1',
    'contender_reconcile_retries_total 1',
    'contender_lists_total{resource="modelexperiments",end="listed"} 1',
    'contender_watch_ends_total{resource="deployments",end="silent"} 1',
    'contender_watch_ends_total{resource="modelexperiments",end="cut"} 0',
    'contender_leads 1',
    'contender_api_call_duration_seconds_count{verb="get",resource="leases",code="200"} 1',
  ]) {
    expect(text.split('\n')).toContain(line)
  }
})

it('keeps two pages apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()]
  one.meter.retried()
  expect((await other.page()).text).toContain('contender_reconcile_retries_total 0')
})
