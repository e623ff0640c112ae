import { expect, it } from 'vitest'
import type { ExperimentStatus } from '../../../../src/api/status.ts'
import { aSpec, hourMs } from '../given.ts'
import { simulated } from '../simulated/experiment.ts'
import { conditionIn, problemsOf } from './given.ts'

const spec = aSpec({
  traffic: { canary: { steps: [{ percent: 20, minimumDuration: '1h' }, { percent: 50 }] } },
  decision: { minimumDuration: '4h', maximumDuration: '24h' },
  promotion: { validation: { duration: '0s' } },
})

/** The real plan and real evidence: all that is told of one round, as it was written. */
function statusesOf(right: number, seed: number): readonly ExperimentStatus[] {
  const writes: ExperimentStatus[] = []
  simulated(
    {
      ...{ spec, requestsPerLook: 400, lookMs: hourMs / 2, mostLooks: 40, seed },
      models: { v3: { right: () => 0.8 }, v4: { right: () => right } },
      delayMs: (_, random) => 0.9 * hourMs * random(),
    },
    (o, status) => {
      if (status !== o.status) writes.push(JSON.parse(JSON.stringify(status)))
    },
  )
  return writes
}

const writes = statusesOf(0.9, 7)

it('tells of a round from its opening to the promotion, and the API server takes every word', () => {
  expect(writes.flatMap(problemsOf)).toEqual([])
  const stages = writes.map(({ stage }) => stage)
  expect(stages.filter((stage, i) => stage !== stages[i - 1])).toEqual([
    ...['Preparing', 'Comparing', 'Promoting', 'Settled'],
  ])
  const last = writes.at(-1)
  expect(last?.summary).toMatchObject({ verdict: 'Promoted', share: '0%' })
  expect(last && conditionIn(last, 'Promoted')).toBe('True Promoted')
  expect(last?.decision?.evidenceDigest).toMatch(/^[0-9a-f]{64}$/)
})

it('tells figures that fit together', () => {
  const looks = writes.filter(
    ({ stage, summary }) => stage === 'Comparing' && (summary?.n ?? 0) > 0,
  )
  expect(looks.length).toBeGreaterThan(3)
  for (const { summary, decision, variants = [] } of looks) {
    const [first] = decision?.rows ?? []
    const { champion = {}, counted = {} } = first ?? {}
    expect(first?.metric).toBe('accuracy')
    expect((champion.requests ?? 0) + (counted.requests ?? 0)).toBe(summary?.n)
    expect(champion.mature ?? champion.requests).toBeGreaterThanOrEqual(champion.requests ?? 0)
    const observed = variants.map(({ share }) => Number.parseFloat(share?.observed ?? ''))
    if (observed.every((each) => !Number.isNaN(each)))
      expect(observed.reduce((a, b) => a + b)).toBeCloseTo(100, 1)
  }
})

it('verifies traffic and sample ratio once enough has come', () => {
  const late = writes.filter(({ stage }) => stage === 'Comparing').at(-1)
  expect(late && conditionIn(late, 'TrafficVerified')).toBe('True AsConfigured')
  expect(late && conditionIn(late, 'SampleRatioOk')).toBe('True AsConfigured')
})
