import { betaPosterior } from '../../../../src/stats/bayes/beta-posterior.ts'
import { onLogOdds } from '../../../../src/stats/bayes/posterior.ts'
import { moments, withValue } from '../../../../src/stats/sums/moments.ts'
import { propensitySums, withPropensity } from '../../../../src/stats/sums/propensity-sums.ts'
import { vectorMoments, withVector } from '../../../../src/stats/sums/vector-moments.ts'
import { below } from '../../../chance.ts'
import { samples as awkward } from '../figures.ts'

const usual = [0, 1, 0.5, 2, 0.3, 10, 1000, 0.05, 1e-3]
const awkwardNumbers = [
  5e-324,
  1e-310,
  1e-300,
  1e-154,
  1e-17,
  1e-9,
  Number.EPSILON,
  1 - Number.EPSILON / 2,
  1 + Number.EPSILON,
  1e9 - 1,
  1e9 + 1,
  1e12,
  2 ** 53,
  1e77,
  1e154,
  1.4e154,
  1e300,
  Number.MAX_VALUE,
]

/** Draws what a function may be asked about: the usual, and all that is awkward about a double. */
export function anyOf(random: () => number) {
  const one = <T>(choices: readonly T[]): T => choices[below(random, choices.length)] as T
  const list = <T>(most: number, draw: () => T): readonly T[] =>
    Array.from({ length: below(random, most + 1) }, draw)

  /** 0 or more. */
  const size = (): number => {
    const kind = random()
    if (kind < 0.4) return one(usual)
    return kind < 0.7 ? one(awkwardNumbers) : 10 ** (random() * 30 - 15)
  }
  const number = () => (random() < 0.5 ? -size() : size())
  const positive = () => size() || 1
  const upTo = (most: number) => Math.min(most, size())
  /** From 0 to 1. */
  const part = () => one([random(), upTo(1), 1 - upTo(1)])
  const share = () => Math.min(1 - 2 ** -53, part()) || 5e-324
  /** One that is used, now and then one that can't be. */
  const alpha = () => (random() < 0.1 ? number() : share())
  const n = () =>
    one([0, 1, 2, 3, 40, 1000, 1e9 - 1, 1e9 + 1, 1e12, size(), size(), Number.MAX_VALUE, 1e308])
  const count = () => {
    const all = n()
    return { events: one([0, all, Math.min(1, all), Math.floor(all / 2), part() * all]), n: all }
  }
  const whole = (most: number) => one([0, 1, below(random, most)])
  const sample = () =>
    random() < 0.5
      ? one(awkward(random))
      : list(12, () => one([number(), number(), 1e9 + below(random, 3), 1]))
  const pairOfSamples = () => {
    const a = sample()
    return random() < 0.1 ? [a, sample()] : [a, a.map(() => number())]
  }
  const summary = () => ({ n: n(), mean: number(), variance: size() })
  const sums = () => ({ n: n(), sum: number(), squares: size() })
  const pairSums = () => {
    const [x, y] = [number(), number()]
    const honest = { n: n(), sumY: y, sumYY: y * y, sumX: x, sumXX: x * x, sumXY: x * y }
    const finite = Object.values(honest).every(Number.isFinite)
    return finite && random() < 0.4
      ? honest
      : { n: n(), sumY: y, sumYY: size(), sumX: x, sumXX: size(), sumXY: number() }
  }
  const alternative = () => one(['TwoSided', 'Larger', 'Smaller'] as const)
  const scale = () => one(['Absolute', 'Relative'] as const)
  const beta = () => ({ alpha: size(), beta: size() })
  const shape = () => Math.min(1e100, Math.max(1e-100, size()))
  const logP = () => one([0, -size(), Math.log(share())])

  const summed = () =>
    list(6, () => [number(), 1 + below(random, 3)] as const).reduce(
      (m, [x, times]) => withValue(m, x, times),
      moments(number()).none,
    )
  const weighed = () =>
    list(6, () => [number(), part()] as const).reduce(
      (s, [y, p]) => withPropensity(s, y, p),
      propensitySums(number()).none,
    )
  const vector = (things: number, order: 2 | 3 = 3) =>
    list(6, () => Array.from({ length: things }, number)).reduce(
      (m, xs) => withVector(m, xs),
      vectorMoments(Array.from({ length: things }, number), order).none,
    )
  const posterior = () => {
    const drawn = betaPosterior({ alpha: 1, beta: 1 }, count())
    return onLogOdds('alpha' in drawn ? drawn : { alpha: 2, beta: 3 })
  }
  const bins = () => list(6, () => one([0, 1, 7, size()]))

  return {
    random,
    one,
    list,
    number,
    size,
    positive,
    upTo,
    part,
    share,
    alpha,
    n,
    count,
    whole,
    sample,
    pairOfSamples,
    summary,
    sums,
    pairSums,
    alternative,
    scale,
    beta,
    shape,
    logP,
    summed,
    weighed,
    vector,
    posterior,
    bins,
    /** What sums are made of: deviations of up to 1e80. */
    summand: () => Math.min(1e80, size()) * one([1, -1]),
  }
}

export type Any = ReturnType<typeof anyOf>

/** Arguments that a function may get; and, where its answer is a function too, what to ask of that. */
export type Asking =
  | ((any: Any) => readonly unknown[])
  | {
      readonly args: (any: Any) => readonly unknown[]
      readonly ask: (answer: never, any: Any, args: readonly never[]) => unknown
    }

/** By module, the arguments of each function that it exports; or who else holds the whole module. */
export type Table = { readonly [module: string]: string | { readonly [name: string]: Asking } }
