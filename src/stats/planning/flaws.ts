import { type Unknown, unknownBecause } from '../unknown.ts'
import { challengersLevel } from './fluctuation.ts'
import type { Comparison, Figure, Plan, Source } from './plan.ts'

/** Why a plan makes no sense, if it makes none. O(stretches). */
export function flawOf(plan: Plan): Unknown | undefined {
  const isSound =
    isShare(plan.alpha) &&
    isPositive(plan.plannedN) &&
    Number.isFinite(plan.boundary) &&
    isFigure(plan.figure) &&
    isSource(plan.source) &&
    isClaim(plan) &&
    plan.stretches.length > 0 &&
    plan.stretches.every(({ chance, outcomes }) => isShare(chance) && isAmount(outcomes))
  if (!isSound) return unknownBecause('OutOfRange')
  const { method, bound, figure } = plan
  const isRelative = method === 'Bayesian' && bound === 'Effect' && figure.kind !== 'Quantile'
  return isRelative && figure.champion === 0 ? unknownBecause('ZeroChampion') : undefined
}

const isShare = (x: number) => x > 0 && x < 1
const isAmount = (x: number) => x >= 0 && x < Number.POSITIVE_INFINITY
const isPositive = (x: number) => x > 0 && isAmount(x)

const none = { low: 0, high: 0 }

function isFigure(figure: Figure): boolean {
  if (figure.kind === 'Quantile') return isShare(figure.quantile) && isPositive(figure.logDeviation)
  if (figure.kind === 'Rate') return figure.champion >= 0 && figure.champion <= 1
  const { variance, challengerVariance = variance, champion, skew = 0, range = none } = figure
  const { low, high } = range
  const areFinite = [variance, challengerVariance, champion, skew, low, high].every(Number.isFinite)
  return areFinite && variance >= 0 && challengerVariance >= 0 && low <= high
}

function isSource(source: Source): boolean {
  if (source.of === 'Requests') return true
  if (!isPositive(source.designEffect)) return false
  if (source.of === 'Units')
    return source.requestsPerUnit >= 1 && isPositive(source.requestsPerUnit)
  return Math.abs(source.correlation) <= 1 && isPositive(source.perSlice)
}

function isClaim(comparison: Comparison): boolean {
  const { figure, bound, boundary, truth } = comparison
  if (bound === 'Ratio' && !(isPositive(boundary) && isPositive(truth))) return false
  if (figure.kind !== 'Rate') return Number.isFinite(truth)
  const rate = challengersLevel(figure.champion, comparison)
  return rate >= 0 && rate <= 1 && isBoundaryOfRate(comparison)
}

/** Bets on differences reach to one half. */
const isBoundaryOfRate = ({ bound, boundary }: Comparison) =>
  bound === 'Ratio' || (bound === 'Limit' ? isShare(boundary) : Math.abs(boundary) <= 0.5)
