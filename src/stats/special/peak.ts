import { integral } from './gauss-legendre.ts'
import { goldenSection } from './golden-section.ts'

/** A place where a height bends, and how near to it. */
export type Bend = { readonly at: number; readonly width: number }

/**
 * ln ∫ e^height over the whole line, for a smooth height with one summit that falls from it on both
 * sides, in the end at least linearly. The search for the summit starts at 0, where the height must be
 * finite, with strides of `scale`. Where the height `bends` otherwise than at its summit must be said.
 * Some thousand evaluations at most: by Gauss and Legendre's rule between points that lie the denser
 * the nearer to a bend.
 */
export function logPeakIntegral(
  height: (w: number) => number,
  scale: number,
  bends: readonly Bend[],
): number {
  const summit = highest(height, scale)
  const top = height(summit)
  const left = (depth: number) => reach((u) => top - height(summit - u), scale, depth)
  const right = (depth: number) => reach((u) => top - height(summit + u), scale, depth)
  const [from, to] = [summit - left(enough), summit + right(enough)]
  const peak = { at: summit, width: Math.min(left(4), right(4)) }
  let sum = 0
  let start = from
  for (const end of cuts(from, to, [peak, ...bends])) {
    const base = start
    sum += integral((u) => Math.exp(height(base + u) - top), end - base)
    start = end
  }
  return top + Math.log(sum)
}

/** Where e^−depth is below the last digit of 1. */
const enough = 40

/** The bends, the places at their widths and its doubles from them, and the end; in order. */
function cuts(from: number, to: number, bends: readonly Bend[]): readonly number[] {
  const points = [to]
  for (const { at, width } of bends) {
    points.push(at)
    const most = Math.max(to - at, at - from)
    for (let u = width; u < most; u *= 2) points.push(at - u, at + u)
  }
  return points.filter((point) => point > from && point <= to).sort((a, b) => a - b)
}

/** Uphill in strides that double, then to and fro between the last three. */
function highest(height: (w: number) => number, scale: number): number {
  const side = height(scale) > height(-scale) ? 1 : -1
  let far = side * scale
  while (height(far * 2) > height(far)) far *= 2
  return goldenSection(height, far === side * scale ? -far : far / 2, far * 2)
}

/** A distance at which the drop is at least `depth`, and at its half is not. */
function reach(drop: (u: number) => number, scale: number, depth: number): number {
  let far = scale
  while (drop(far) < depth) far *= 2
  while (drop(far / 2) >= depth) far /= 2
  return far
}
