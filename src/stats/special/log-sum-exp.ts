/** ln Σ e^x, without overflow. Of nothing it is −Infinity, the ln of 0. Linear in the numbers. */
export function logSumExp(xs: ArrayLike<number>): number {
  let top = Number.NEGATIVE_INFINITY
  for (let i = 0; i < xs.length; i++) top = Math.max(top, xs[i] ?? 0)
  if (!Number.isFinite(top)) return top
  let sum = 0
  for (let i = 0; i < xs.length; i++) sum += Math.exp((xs[i] ?? 0) - top)
  return top + Math.log(sum)
}
