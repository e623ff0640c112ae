import type { Chance } from '../chance.ts'
import { drawNormal } from '../draws/normal.ts'
import { drawScatter, type Law, scattered } from './law.ts'
import type { Source } from './outcome.ts'
import type { Pair } from './pairs.ts'

/** Values of one mean, of which a few are very large. Where those are likelier, all others are smaller. */
export type DisastersModel = {
  readonly kind: 'Disasters'
  /** Of all others. */
  readonly law: Law
  readonly mean: number
  /** Chances of a disaster; the champion's first. */
  readonly rates: readonly number[]
  readonly worst: number
}

/** Outcomes of such a model, out of two numbers of chance. */
export function disastersSource({ law, mean, rates, worst }: DisastersModel): Source {
  return {
    width: 2,
    fill: (chance, numbers) => {
      numbers[0] = chance()
      numbers[1] = drawScatter(chance, law)
    },
    outcome: (numbers, { answering }) => {
      const rate = rates[answering] ?? 0
      if ((numbers[0] ?? 0) < rate) return { first: worst, second: 0 }
      const rest = (mean - rate * worst) / (1 - rate)
      return { first: scattered(law, rest, numbers[1] ?? 0), second: 0 }
    },
    isEvent: ({ first }) => first === worst,
  }
}

/**
 * Two losses of the same request and the same mean. The challenger's is a little smaller nearly always, and now and
 * then larger by `worst`.
 */
export type DisasterPairs = {
  readonly kind: 'Disasters'
  readonly mean: number
  /** Of either loss, and of their difference apart from disasters. */
  readonly deviation: number
  readonly noise: number
  readonly rate: number
  readonly worst: number
}

/** One pair of such losses. Three numbers of chance, about. */
export function disasterPair(
  chance: Chance,
  { mean, deviation, noise, rate, worst }: DisasterPairs,
): Pair {
  const champion = mean + deviation * drawNormal(chance)
  const by = chance() < rate ? worst : (-rate * worst) / (1 - rate)
  return { champion, challenger: champion + by + noise * drawNormal(chance) }
}
