import { expect, it } from 'vitest'
import type { Metric } from '../../../../src/api/experiment.ts'
import { judgementOf, lookOf } from '../../../../src/plan/looking/look.ts'
import { bucketCount } from '../../../../src/stats/strata/tally-key.ts'
import { below, chance } from '../../../chance.ts'
import { aTally, exposed, travelled } from '../../evidence/given.ts'
import {
  aCase,
  aChallenger,
  anEpoch,
  aRound,
  aSpec,
  countedIn,
  hourMs,
  old,
  startMs,
} from './given.ts'

const others = Array.from({ length: 7 }, (_, i) => `v${i}@0000000${i}`)
const margin = { absolute: '0.05' }
const truth = { outcomeDelay: '1h' }
const positive = { ...truth, positiveLabel: 'yes' }
const kinds: readonly Metric[] = [
  { name: 'accuracy', kind: 'Accuracy', role: 'Objective', ...truth },
  { name: 'f1', kind: 'F1', role: 'Guardrail', margin, ...positive },
  { name: 'loss', kind: 'LogLoss', role: 'Guardrail', margin, ...truth },
  { name: 'brier', kind: 'Brier', role: 'Guardrail', margin, ...positive },
  { name: 'errors', kind: 'ErrorRate', role: 'Guardrail', margin: { ratio: '1.5' }, limit: '0.2' },
  { name: 'slow', kind: 'LatencyAbove', role: 'Guardrail', latencyThreshold: '50ms', margin },
  { name: 'auc', kind: 'AUC', role: 'Info', ...positive },
]
const twenty = Array.from({ length: 20 }, (_, i): Metric => {
  const metric = kinds[i % kinds.length] ?? kinds[0]
  if (metric === undefined) throw new Error('no metric')
  const role = i > 0 && metric.role === 'Objective' ? 'Info' : metric.role
  return { ...metric, name: `${metric.name}-${i}`, role }
})

/** Twelve epochs of eight variants, with 40,000 requests and their truths. */
function counted() {
  const random = chance(1)
  const tally = aTally()
  const { request, outcome } = tally.under(countedIn(aSpec({ metrics: twenty })))
  for (let i = 0; i < 40_000; i++) {
    const [unit, epoch] = [below(random, 3000), 1 + below(random, 12)]
    const exposedAtMs = startMs + (epoch - 1 + random()) * hourMs
    const [yes, label] = [random(), random() < 0.6 ? 'yes' : 'no']
    const receipt = exposed({
      ...{ epoch, slice: Math.floor((exposedAtMs - startMs) / (hourMs / 4)), exposedAtMs },
      ...{
        assigned: [old, ...others][unit % 8] ?? old,
        bucket: unit % bucketCount,
        unitHash: unit / 3000,
      },
      values: {
        label,
        probabilities: [
          ['yes', yes],
          ['no', 1 - yes],
        ],
      },
    })
    request(receipt, { failed: random() < 0.02, latencyMs: 20 + 100 * random() ** 4 })
    outcome(receipt, { truth: random() < 0.6 ? label : 'no' }, exposedAtMs + 1000)
  }
  return [travelled(tally.take(startMs + 20 * hourMs))]
}

const tallies = counted()
const challengers = others.map((key) => aChallenger({ key, name: key.slice(0, 2) }))
const shares = others.map((variant, i) => ({ variant, from: i / 8, to: (i + 1) / 8 }))
const epochs = Array.from({ length: 12 }, (_, i) => anEpoch(i + 1, 0, { shares }))

it.each([
  ['requests', {}],
  ['units', { unit: { header: 'x-user-id' } }],
])('a look at 8 variants, 20 metrics and 12 epochs, by %s, has its cost printed', (by, unit) => {
  const spec = aSpec({ metrics: twenty, traffic: { ...aSpec().traffic, ...unit } })
  const nowMs = startMs + 20 * hourMs
  const asked = aCase({
    spec,
    round: aRound({ challengers, epochs }),
    elapsedMs: 20 * hourMs,
    nowMs,
  })
  const first = judgementOf(asked, tallies)
  const start = performance.now()
  const { trials } = lookOf(asked, tallies)
  const lookedMs = Math.round(performance.now() - start)
  const { rows } = judgementOf({ ...asked, memory: first.memory }, tallies)
  const tookMs = Math.round(performance.now() - start) - lookedMs
  const counts = [rows.length, tallies[0]?.books.length, JSON.stringify(asked).length]
  process.stdout.write(
    `a look by ${by}: ${tookMs} ms, of which ${lookedMs} until all is asked; rows, books, bytes of the case: ${counts}\n`,
  )
  expect(rows.filter(({ unknown }) => unknown !== undefined)).toEqual([])
  expect(trials).toHaveLength(7)
  expect(rows.length).toBeGreaterThan(7 * 20)
})
