import { expect, it } from 'vitest'
import {
  type EpochEvents,
  exchangedEvents,
  moreEvents,
  ratioOf,
  tilted,
} from '../../../../src/stats/sequential/event-split.ts'
import { stream } from '../../../../src/stats/simulation/chance.ts'

const bar = -Math.log(0.05)
const scales = [0.01, 0.3, 3]
const chances = [1e-6, 0.05, 0.2, 0.5, 0.95, 1 - 1e-6]
const ratios = [1e-3, 0.5, 1, 1.1, 20]

const more = (epochs: readonly EpochEvents[], scale = 0.3) => moreEvents(epochs, scale)
const fewer = (epochs: readonly EpochEvents[], scale = 0.3) =>
  moreEvents(epochs.map(exchangedEvents), scale)

const everywhere = chances.flatMap((chance) =>
  ratios.flatMap((ratio) => scales.map((scale) => [chance, ratio, scale] as const)),
)

it('has learnt nothing from nothing', () => {
  expect(more([]).logEvidence(1)).toBeCloseTo(0, 12)
  expect(more([{ chance: 0.5, champion: 0, challenger: 0 }]).logEvidence(1)).toBeCloseTo(0, 12)
  expect(more([]).lowest(0.05)).toBe(0)
  expect(ratioOf([])).toBeUndefined()
})

it.each(everywhere)('is a fair bet: chance %s, ratio %s, size %s', (chance, ratio, scale) => {
  const after = (champion: number, challenger: number) =>
    Math.exp(more([{ chance, champion, challenger }], scale).logEvidence(ratio))
  const hit = tilted(chance, ratio)
  expect(hit * after(0, 1) + (1 - hit) * after(1, 0)).toBeCloseTo(1, 10)
})

it.each(
  everywhere,
)('loses on average under any smaller ratio: %s, %s, %s', (chance, ratio, scale) => {
  const after = (champion: number, challenger: number) =>
    Math.exp(more([{ chance, champion, challenger }], scale).logEvidence(ratio))
  for (const part of [0, 0.5, 0.99]) {
    const hit = tilted(chance, ratio * part)
    expect(hit * after(0, 1) + (1 - hit) * after(1, 0)).toBeLessThanOrEqual(1 + 1e-12)
  }
})

it('tilts a chance by a ratio, also at the ends of both', () => {
  expect(tilted(0.2, 1)).toBeCloseTo(0.2, 15)
  expect(tilted(0.2, 4)).toBeCloseTo(0.5, 15)
  expect(tilted(0.2, 0)).toBe(0)
  expect(tilted(0.2, Number.POSITIVE_INFINITY)).toBe(1)
})

const counts: readonly (readonly [number, number, number])[] = [
  [0.5, 0, 0],
  [0.5, 0, 12],
  [0.5, 40, 0],
  [0.05, 190, 30],
  [0.95, 30, 190],
  [1e-6, 1e6, 9],
  [1 - 1e-6, 9, 1e6],
  [0.5, 5e11, 5e11],
  [1e-6, 1e12, 1e6],
  [0.3, 0, 1e12],
]

it.each(
  counts,
)('has evidence that falls with the ratio: %s, %s : %s', (chance, champion, challenger) => {
  const { logEvidence } = more([{ chance, champion, challenger }])
  const at = Array.from({ length: 60 }, (_, i) => logEvidence(Math.exp(i / 2 - 15)))
  for (const [i, log] of at.entries()) expect(log).toBeLessThanOrEqual((at[i - 1] ?? log) + 1e-9)
})

it.each(
  counts.flatMap((row) => [0.05, 0.001].map((alpha) => [...row, alpha] as const)),
)('has a lowest ratio that is just refused: %s, %s : %s, alpha %s', (chance, a, b, alpha) => {
  const { logEvidence, lowest } = more([{ chance, champion: a, challenger: b }])
  const edge = lowest(alpha)
  if (edge > 0) expect(logEvidence(edge)).toBeGreaterThanOrEqual(-Math.log(alpha) - 1e-9)
  const error = Math.sqrt(1 / (a + 0.5) + 1 / (b + 0.5))
  if (edge < Math.exp(16))
    expect(logEvidence(edge * Math.exp(error / 100))).toBeLessThan(-Math.log(alpha))
})

it('learns nothing where there is nothing to draw', () => {
  for (const chance of [0, 1])
    expect(more([{ chance, champion: 5, challenger: 5 }]).logEvidence(1)).toBeCloseTo(0, 12)
})

it('does not alarm at damage within the margin, and does beyond it', () => {
  const epoch = { chance: 0.5, champion: 1000, challenger: 1400 }
  expect(more([epoch]).logEvidence(1.5)).toBeLessThan(bar)
  expect(more([{ ...epoch, challenger: 1800 }]).logEvidence(1.5)).toBeGreaterThan(bar)
})

it('finds fewer as it finds more, with the roles exchanged', () => {
  const epochs = [
    { chance: 0.05, champion: 190, challenger: 30 },
    { chance: 0.3, champion: 90, challenger: 50 },
  ]
  const exchanged = epochs.map(({ chance, champion, challenger }) => ({
    chance: 1 - chance,
    champion: challenger,
    challenger: champion,
  }))
  expect(fewer(epochs).lowest(0.05)).toBe(more(exchanged).lowest(0.05))
})

it('estimates the ratio of the rates, epoch by epoch', () => {
  const epochs = [
    { chance: 0.05, champion: 950, challenger: 100 },
    { chance: 0.5, champion: 50, challenger: 100 },
  ]
  expect(ratioOf(epochs)).toBeCloseTo(2, 12)
})

const ramp = [0.05, 0.2, 0.5]

it('errs in at most 5 % of ramps, though the rate drifts and we look after each event (seed 3)', () => {
  const errors = falseAlarms((epochs) => epochs)
  expect(errors).toBeLessThanOrEqual(0.05)
  expect(errors).toBeGreaterThan(0)
})

it('has a negative control: pooled over the ramp, the drift passes for an effect', () => {
  const pooled = (epochs: readonly EpochEvents[]) => [
    {
      chance: ramp.slice(0, epochs.length).reduce((sum, share) => sum + share, 0) / epochs.length,
      champion: epochs.reduce((sum, epoch) => sum + epoch.champion, 0),
      challenger: epochs.reduce((sum, epoch) => sum + epoch.challenger, 0),
    },
  ]
  expect(falseAlarms(pooled)).toBeGreaterThan(0.5)
})

/** The part of 600 null ramps, each step with more events than the last, in which a look alarms. */
function falseAlarms(seen: (epochs: readonly EpochEvents[]) => readonly EpochEvents[]): number {
  let alarms = 0
  for (let run = 0; run < 600; run++) if (alarmed(stream(3, run), seen)) alarms++
  return alarms / 600
}

function alarmed(
  random: () => number,
  seen: (epochs: readonly EpochEvents[]) => readonly EpochEvents[],
): boolean {
  const past: EpochEvents[] = []
  for (const [step, share] of ramp.entries()) {
    let [champion, challenger] = [0, 0]
    for (let event = 0; event < 30 * 3 ** step; event++) {
      if (random() < share) challenger++
      else champion++
      const epochs = seen([...past, { chance: share, champion, challenger }])
      if (more(epochs).logEvidence(1) >= bar) return true
    }
    past.push({ chance: share, champion, challenger })
  }
  return false
}
