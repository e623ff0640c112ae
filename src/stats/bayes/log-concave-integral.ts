/** What is left out is below the last digit. */
const negligible = 42
/** Steps to either side. */
const most = 10_000

/**
 * ln ∫ e^f over the whole line, for a concave and smooth f that falls to −Infinity on both sides, by a
 * sum over equal steps: exact to nearly all digits however small the integral is. The peak is found
 * uphill from `start`; steps are a quarter at most, and a part of the peak's width where that is less.
 * Some hundred evaluations; undefined where 20,000 don't do: f is too flat, or its peak too narrow for doubles.
 *
 * L. N. Trefethen, J. A. C. Weideman, "The exponentially convergent trapezoidal rule", SIAM Review 56,
 * 2014.
 */
export function logConcaveIntegral(f: (x: number) => number, start: number): number | undefined {
  let width = 1
  let peak = climbed(f, start, width)
  while (f(peak) - Math.min(f(peak - width), f(peak + width)) > 0.5 && peak + width !== peak) {
    width /= 2
    peak = climbed(f, peak, width)
  }
  const top = f(peak)
  const step = Math.min(0.25, width / 2)
  const [left, right] = [sumBeyond(f, peak, -step, top), sumBeyond(f, peak, step, top)]
  if (left === undefined || right === undefined) return undefined
  return top + Math.log((1 + left + right) * step)
}

/** Uphill in strides of this width, which double for as long as they lead uphill. */
function climbed(f: (x: number) => number, start: number, width: number): number {
  let [peak, stride] = [start, f(start + width) > f(start - width) ? width : -width]
  while (Math.abs(stride) >= width) {
    if (f(peak + stride) > f(peak)) {
      peak += stride
      stride *= 2
    } else stride /= 2
  }
  return peak
}

function sumBeyond(
  f: (x: number) => number,
  peak: number,
  step: number,
  top: number,
): number | undefined {
  let sum = 0
  for (let k = 1; k <= most; k++) {
    const height = f(peak + k * step) - top
    if (!(height > -negligible)) return sum
    sum += Math.exp(height)
  }
  return undefined
}
