import { above } from '../distributions/distribution.ts'
import { noncentralStudent } from '../distributions/noncentral-student.ts'
import { student } from '../distributions/student.ts'
import { rootOf } from '../fixed/root.ts'
import { logHalf } from '../fixed/tails.ts'
import { isUnknown, type Unknown } from '../unknown.ts'
import { type Goal, sampleSize } from './sample-size.ts'

/**
 * How many outcomes the champion needs until a t test with pooled variance finds a difference of
 * `effect` standard deviations with the wanted power, at its one planned look: somewhat more than the z
 * test, for the variance is estimated too. Not rounded; both are given. Some ten noncentral
 * distributions.
 *
 * J. Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd edition, 1988, chapter 2.
 */
export function sampleSizeOfMeans(
  effect: number,
  goal: Goal,
): { readonly normal: number; readonly student: number } | Unknown {
  const n = sampleSize(effect, goal)
  if (isUnknown(n)) return n
  const excess = (size: number) => powerOfT(effect, size, goal) - goal.power
  const low = Math.max(n, 2.5 / (1 + goal.ratio)) // at least half a degree of freedom
  let high = low + 4
  while (excess(high) < 0 && high < 1e15) high *= 2
  return { normal: n, student: rootOf(excess, low, high) }
}

function powerOfT(effect: number, n: number, { alpha, ratio, alternative }: Goal): number {
  const df = n * (1 + ratio) - 2
  const noncentrality = Math.abs(effect) * Math.sqrt(n / (1 + 1 / ratio))
  const tail = alternative === 'TwoSided' ? logHalf(alpha) : Math.log(alpha)
  const bar = student(df).atAbove(tail)
  const far = above(noncentralStudent(df, noncentrality), bar)
  // The wrong side's tail, seen from there.
  return alternative === 'TwoSided' ? far + above(noncentralStudent(df, -noncentrality), bar) : far
}
