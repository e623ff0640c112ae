import type { Moments } from '../sums/moments.ts'
import type { Chance } from './chance.ts'
import { type MomentCounter, momentCounter } from './counting/moments.ts'
import { drawPowers, enough } from './counting/normal-powers.ts'
import { drawBinomial } from './draws/binomial.ts'
import { drawNormal } from './draws/normal.ts'
import type { Law } from './outcomes/law.ts'
import type { ValueModel } from './outcomes/value.ts'
import type { Metric, Scenario } from './scenario.ts'
import type { Group, Slot } from './slots.ts'
import type { SumMeter } from './sum-meter.ts'
import { type Place, tally } from './tally.ts'

/** Normal values that neither move nor wait nor are clipped, and are counted as values only. */
export type NormalMetric = Omit<Metric, 'arrival'> & {
  readonly model: ValueModel & { readonly law: Law & { readonly kind: 'Normal' } }
}

/** Whether the sums of a metric can be drawn without its values. */
export function isNormalMetric(metric: Metric): metric is NormalMetric {
  const { model, counted, arrival } = metric
  if (model.kind !== 'Value' || model.law.kind !== 'Normal') return false
  const isSteady = model.course.kind === 'Steady' && model.spread === undefined
  const isPlain = isSteady && model.clip === undefined
  return isPlain && arrival === undefined && counted.every(({ as }) => as === 'Values')
}

/** Such values by their sums alone. */
export function createNormalSums(
  { model, counted, missing }: NormalMetric,
  { variants }: Pick<Scenario, 'variants'>,
  chance: Chance,
): SumMeter {
  const { deviation } = model.law
  const shift = model.means[0] ?? 0
  const { at, cells } = tally<Moments, MomentCounter>(
    () => momentCounter(shift, ({ first }) => first),
    'Live',
    variants,
  )

  function meet(group: Group, _: Slot, place: Place): void {
    const n = drawBinomial(chance, group.n, 1 - (missing?.[group.variant] ?? 0))
    const mean = model.means[group.fellBack ? 0 : group.variant] ?? 0
    if (n >= enough) at(place).addMany(drawPowers(chance, n, { mean, deviation, shift }))
    else drawEach(n, mean, place)
  }

  function drawEach(n: number, mean: number, place: Place): void {
    for (let one = 0; one < n; one++)
      at(place).add({ first: mean + deviation * drawNormal(chance), second: 0 })
  }

  return {
    meet,
    advance: () => {},
    tallies: () => counted.map(({ name }) => [name, { as: 'Values', cells: cells() }]),
  }
}
