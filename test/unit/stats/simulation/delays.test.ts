import { expect, it } from 'vitest'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { type Delay, drawDelay, partKnown } from '../../../../src/stats/simulation/delays.ts'

const delays: readonly Delay[] = [
  { kind: 'At', ms: 0 },
  { kind: 'At', ms: 500 },
  { kind: 'Within', ms: 800 },
  { kind: 'Within', ms: 0 },
  { kind: 'Exponential', meanMs: 300 },
]

it.each(delays)('%j: the part known is that of single outcomes', (delay) => {
  const chance = stream(1, delay.kind)
  for (const [fromMs, toMs, nowMs, limitMs] of [
    [0, 1000, 1000, 2000],
    [0, 1000, 1400, 2000],
    [0, 1000, 1400, 450],
    [200, 300, 250, 400],
    [200, 300, 700, 400],
    [200, 300, 9000, 400],
    [500, 500, 900, 1000],
    [500, 600, 400, 1000],
  ] as const) {
    let known = 0
    for (let n = 0; n < 10_000; n++) {
      const ms = drawDelay(chance, delay)
      if (ms <= limitMs && fromMs + (toMs - fromMs) * chance() + ms <= nowMs) known++
    }
    const part = partKnown(delay, { fromMs, toMs, nowMs, limitMs })
    expect(Math.abs(known / 10_000 - part)).toBeLessThan(0.02)
  }
})

it('only ever rises', () => {
  const stretch = { fromMs: 100, toMs: 400, limitMs: 600 }
  for (const delay of delays) {
    const parts = Array.from({ length: 150 }, (_, i) =>
      partKnown(delay, { ...stretch, nowMs: i * 10 }),
    )
    expect(parts.every((part, i) => part >= (parts[i - 1] ?? 0) - 1e-12)).toBe(true)
    expect(parts.every((part) => part >= 0 && part <= 1)).toBe(true)
  }
})
