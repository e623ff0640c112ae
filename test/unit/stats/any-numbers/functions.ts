import type { Distribution } from '../../../../src/stats/distributions/distribution.ts'
import { kolmogorov } from '../../../../src/stats/distributions/kolmogorov.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { place } from '../../../../src/stats/distributions/odds.ts'
import { student } from '../../../../src/stats/distributions/student.ts'
import type { BetaTails } from '../../../../src/stats/special/incomplete-beta.ts'
import type { GammaTails } from '../../../../src/stats/special/incomplete-gamma.ts'
import type { Any, Asking, Table } from './any.ts'

/** All four functions of a distribution, at any numbers. */
const tails = (d: Distribution, any: Any) => {
  const [x, log] = [any.number(), any.logP()]
  return [d.logBelow(x), d.logAbove(x), d.atBelow(log), d.atAbove(log)]
}
const distribution = (args: (any: Any) => readonly unknown[]): Asking => ({ args, ask: tails })
const someDistribution = (any: Any) => any.one([normal, kolmogorov, student(any.size())])

/** A parabola that falls from its summit, plus a slope. */
const hill = (any: Any) => {
  const [bend, slope] = [10 ** (20 * any.random() - 10), 10 * any.random() - 5]
  return (x: number) => slope * x - bend * x * x
}

/** Below its mean, where series and fraction are taken; with few of one shape. */
const low = (any: Any) => {
  const [a, b] = [1 + 9 * any.random(), 1 + any.upTo(1e12)]
  const x = (any.random() * a) / (a + b)
  return { a, b, x, y: 1 - x, slope: a - (a + b) * x }
}

/** Special functions, where their comments say that they may be asked. */
const special: Table = {
  'special/beta-series.ts': {
    seriesBelow: (any) => {
      const { a, b, x } = low(any)
      return [a, b, Math.min(x, 0.7, 15 / b)]
    },
    logSmallShape: {
      args: (any) => [Math.max(1e-100, any.random() * any.upTo(1)), any.shape()],
      ask: (log: (x: number) => number, any) => log(1e-100 * (any.random() || 1)),
    },
    fractionBelow: (any) => {
      const { a, b, x, y, slope } = low(any)
      return [a, b, x, y, slope]
    },
  },
  'special/gamma-series.ts': {
    seriesBelow: (any) => [1 + 9 * any.random(), any.random() * 2],
    logSmallShape: {
      args: (any) => [Math.max(1e-100, any.random() * any.upTo(1))],
      ask: (log: (x: number) => number, any) => log(Math.max(1e-300, any.upTo(2))),
    },
    fractionAbove: (any) => {
      const a = 1 + 9 * any.random()
      return [a, a + 1 + any.upTo(1e300)]
    },
  },
  'special/gauss-legendre.ts': { integral: (any) => [Math.sin, any.size()] },
  'special/golden-section.ts': {
    goldenSection: (any) => [hill(any), -any.upTo(1e150), any.upTo(1e150)],
  },
  'special/incomplete-beta.ts': {
    incompleteBeta: {
      args: (any) => [any.shape(), any.shape(), any.size()],
      ask: ({ logPower, logBelow, logAbove }: BetaTails, _, [a = 1, b = 1, odds = 1]) => {
        const at = place(a, b, odds)
        return [logPower(at), logBelow(at), logAbove(at)]
      },
    },
  },
  'special/incomplete-gamma.ts': {
    incompleteGamma: {
      args: (any) => [any.shape()],
      ask: (t: GammaTails, any) => {
        const x = Math.min(1e305, any.positive())
        return [t.logPower(x), t.logBelow(x), t.logAbove(x)]
      },
    },
  },
  'special/log-beta.ts': { logBeta: (any) => [any.number(), any.number()] },
  'special/log-concave.ts': {
    tailIntegral: (any) => {
      const [slope, bend] = [10 * any.random(), 10 ** (20 * any.random() - 10)]
      const height = (u: number) => slope * u + (bend * u * u) / 2
      return [height, (u: number) => slope + bend * u, slope, bend]
    },
  },
  'special/log-one-minus-exp.ts': { logOneMinusExp: (any) => [any.number()] },
  'special/log-gamma.ts': { logGamma: (any) => [any.number()] },
  'special/log-pochhammer.ts': { logPochhammer: (any) => [any.shape(), any.upTo(1e100)] },
  'special/log-sum-exp.ts': { logSumExp: (any) => [any.sample()] },
  'special/peak.ts': {
    logPeakIntegral: (any) => [hill(any), any.one([1, 1e-3]), any.list(2, () => bend(any))],
  },
  'special/remainders.ts': {
    expRemainder: (any) => [any.number()],
    logRemainder: (any) => [any.one([any.size(), -any.random()])],
    deviance: (any) => {
      const [a, m] = [Math.min(1e300, any.positive()), any.upTo(1e300)]
      return [a, m, m - a]
    },
  },
  'special/stirling.ts': { stirlingCorrection: (any) => [any.positive()] },
  'special/sum.ts': { sum: (any) => [any.bins()] },
}

const bend = (any: Any) => ({ at: any.random() * 4 - 2, width: 1 })

const distributions: Table = {
  'distributions/beta.ts': { beta: distribution((any) => [any.number(), any.number()]) },
  'distributions/binomial.ts': { binomial: distribution((any) => [any.number(), any.number()]) },
  'distributions/chi-squared.ts': { chiSquared: distribution((any) => [any.number()]) },
  'distributions/distribution.ts': {
    above: (any) => [someDistribution(any), any.number()],
    below: (any) => [someDistribution(any), any.number()],
    pointAbove: (any) => [someDistribution(any), any.part()],
    pointBelow: (any) => [someDistribution(any), any.part()],
  },
  'distributions/excess.ts': { excessOf: (any) => [any.shape(), any.shape(), any.part()] },
  'distributions/f.ts': { f: distribution((any) => [any.number(), any.number()]) },
  'distributions/kolmogorov.ts': { kolmogorov: distribution(() => []) },
  'distributions/noncentral-student.ts': {
    noncentralStudent: {
      args: (any) => [any.number(), any.number()],
      ask: (d: Distribution, any) => {
        const x = any.number()
        return [d.logBelow(x), d.logAbove(x), any.random() < 0.1 ? d.atAbove(any.logP()) : 0]
      },
    },
  },
  'distributions/normal.ts': { normal: distribution(() => []) },
  'distributions/odds.ts': {
    oddsOf: {
      args: (any) => [any.shape(), any.shape()],
      ask: ({ at }: { at: (a: number, b: number) => number }, any) => {
        const p = any.share()
        return at(Math.log(p), Math.log1p(-p))
      },
    },
    place: (any) => [any.shape(), any.shape(), any.size()],
  },
  'distributions/outward.ts': {
    outward: (any) => [upperNormal, any.logP() - Math.LN2, any.positive()],
  },
  'distributions/shape.ts': { shape: (any) => [any.number()] },
  'distributions/student.ts': { student: distribution((any) => [any.number()]) },
}

const upperNormal = {
  log: normal.logAbove,
  logDensity: (x: number) => Math.log(x) - (x * x) / 2 - Math.log(2 * Math.PI) / 2,
  moved: (x: number, step: number) => x * Math.exp(step),
}

export const functions: Table = { ...special, ...distributions }
