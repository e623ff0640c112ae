import { Histogram, Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { createSeconds } from '../../../src/telemetry/seconds.ts'
import { chance } from '../../chance.ts'

const about = { name: 'took_seconds', help: 'How long it took.', buckets: [0.001, 0.01, 0.1, 1] }

/** Between the bounds, upon them, and beyond. */
const observed = (random: () => number) =>
  random() < 0.2 ? (about.buckets[Math.floor(random() * 4)] ?? 0) : 10 ** (4 * random() - 3.5)

it('says what a histogram of prom-client would have said', async () => {
  const random = chance(20261122)
  const registry = new Registry()
  const theirs = new Histogram({ ...about, labelNames: ['by'], registers: [registry] })
  const ours = createSeconds({ ...about, label: 'by' })
  for (let nth = 0; nth < 2_000; nth++) {
    const [by, seconds] = [random() < 0.3 ? 'new@00000002' : 'old@00000001', observed(random)]
    theirs.observe({ by }, seconds)
    ours.observe(by, seconds)
  }
  expect(ours.text().trim()).toBe((await registry.metrics()).trim())
})

it('says nothing but what it is for before anything was observed', () => {
  const { text } = createSeconds({ ...about, label: 'by' })
  expect(text()).toBe('# HELP took_seconds How long it took.\n# TYPE took_seconds histogram\n')
})
