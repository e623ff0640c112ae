import { metricsOfPlan } from '../../../src/evidence/metrics-of-plan.ts'
import { createSeen } from '../../../src/evidence/seen/seen.ts'
import { bucketCount } from '../../../src/stats/strata/tally-key.ts'
import { below, chance } from '../../chance.ts'
import { aTally, exposed, fresh, metrics, old, startMs } from './given.ts'

/** Four metrics that are known at once, and four that an outcome tells. */
const plan = metricsOfPlan({
  round: 1,
  slices: { start: '2026-11-01T00:00:00Z', length: '1h' },
  metrics: [
    ...[metrics.errors, metrics.slow, metrics.p95],
    { ...metrics.slow, name: 'slo', latencyThreshold: '500ms' },
    ...[metrics.accuracy, metrics.auc],
    { ...metrics.logLoss, positiveLabel: 'yes' },
    { ...metrics.pnl, outcomeDelay: '24h' },
  ],
})
const ofR2 = metricsOfPlan({ ...planOf('1h'), metrics: [metrics.r2] })

function planOf(length: string) {
  return { round: 1, slices: { start: '2026-11-01T00:00:00Z', length } }
}

const runs = 50_000
const many = 8192

/** Some requests of so many units, with what the variant did and what became of them. */
function requests(units: number | undefined) {
  const random = chance(1)
  const hashes = Array.from({ length: units ?? 1 }, random)
  return Array.from({ length: many }, () => {
    const unit = below(random, hashes.length)
    const values = { label: random() < 0.5 ? 'yes' : 'no', probability: random(), value: random() }
    return {
      receipt: exposed({
        ...{ assigned: random() < 0.5 ? old : fresh, values, slice: 23 },
        ...(units === undefined ? {} : { bucket: unit % bucketCount, unitHash: hashes[unit] }),
      }),
      own: { failed: random() < 0.01, latencyMs: 20 * Math.exp(3 * random()) },
      told: { truth: random() < 0.5 ? 'yes' : 'no', values: { pnl: 60 * random() - 20 } },
      number: { truth: 100 + random() },
    }
  })
}

type One = ReturnType<typeof requests>[number]

/** Microseconds of CPU for each, the best of four runs: others may be busy on this machine. */
function costOf(each: (one: One) => void, all: readonly One[]): number {
  const once = () => {
    const before = process.cpuUsage()
    for (let i = 0; i < runs; i++) {
      const one = all[i % many]
      if (one !== undefined) each(one)
    }
    const { user, system } = process.cpuUsage(before)
    return (user + system) / runs
  }
  return Math.min(...Array.from({ length: 4 }, once))
}

const print = (line: string) => process.stdout.write(`${line}\n`)

function printCounting(who: string, units: number | undefined): void {
  const all = requests(units)
  const counting = aTally().under(plan)
  const costs = {
    'a request with 4 metrics': ({ receipt, own }: One) => counting.request(receipt, own),
    'an outcome with 4 metrics': ({ receipt, told }: One) =>
      counting.outcome(receipt, told, startMs),
  }
  for (const [what, each] of Object.entries(costs))
    print(`${what}, ${who}: ${costOf(each, all).toFixed(2)} µs`)
}

function printR2(): void {
  const counting = aTally().under(ofR2)
  const each = ({ receipt, number }: One) => counting.outcome(receipt, number, startMs)
  print(`an outcome with R2 alone: ${costOf(each, requests(undefined)).toFixed(2)} µs`)
}

/** 24 slices of an hour, two variants, 64 buckets, eight metrics. */
function printTally(): void {
  const tally = aTally()
  const { request, outcome } = tally.under(plan)
  const random = chance(2)
  const pass = (all: readonly One[]) => {
    for (const { receipt, own, told } of all) {
      request(receipt, own)
      outcome({ ...receipt, slice: below(random, 24) }, told, startMs)
    }
  }
  const nowMs = startMs + 24 * 3_600_000
  for (let i = 0; i < 20; i++) pass(requests(3000))
  const first = costMs(() => tally.take(nowMs))
  pass(requests(3000))
  const again = costMs(() => tally.take(nowMs))
  const unchanged = costMs(() => tally.take(nowMs))
  const taken = tally.take(nowMs)
  const written = costMs(() => JSON.stringify(taken))
  const pages = taken.books.flatMap(({ ledgers }) => ledgers.flatMap((ledger) => ledger.pages))
  const rows = pages.flatMap((page) => page.rows).length
  print(`a tally of ${rows} rows: ${JSON.stringify(taken).length} bytes of JSON`)
  print(
    `taken in ${first} ms; after ${many} more requests in ${again} ms, unchanged in ${unchanged} ms; written in ${written} ms`,
  )
}

function costMs(of: () => unknown): string {
  const before = process.cpuUsage()
  of()
  const { user, system } = process.cpuUsage(before)
  return ((user + system) / 1000).toFixed(1)
}

function printSeen(which: string, part: number): void {
  const random = chance(3)
  const before = bytesOfArrays()
  const seen = createSeen()
  const of = { instance: '00000000000000aa', part: 'truth' }
  for (let i = 0; i < 1_000_000; i++) if (random() < part) seen.add(of, i, i)
  const grown = bytesOfArrays() - before
  const json = JSON.stringify([...seen.pieces(65_536)]).length
  print(`receipts seen, ${which}: ${grown} bytes per million, ${json} as JSON`)
}

/** What others have left is gone before it is looked at. */
function bytesOfArrays(): number {
  for (let n = 0; n < 3; n++) globalThis.gc?.()
  return process.memoryUsage().arrayBuffers
}

printCounting('each its own unit', undefined)
printCounting('of 1,000,000 units, few of them sampled', 1_000_000)
printCounting('of 3,000 units, all of them sampled', 3000)
printR2()
printTally()
printSeen('half of them, here and there', 0.5)
printSeen('one in a thousand', 0.001)
printSeen('all of them', 1)
