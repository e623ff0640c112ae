import { stirlingCorrection } from './stirling.ts'

/**
 * ln Γ(x) for x > 0, exact to a few units in the last place also near its zeros at 1 and 2. At 0 and
 * below it is Infinity, as at the pole.
 *
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, 6.1.33 (near 2), 6.1.40.
 */
export function logGamma(x: number): number {
  if (x <= 0) return Number.POSITIVE_INFINITY
  if (x < 0.5) return nearTwo(x) - Math.log1p(x) - Math.log(x)
  if (x < 1.5) return nearTwo(x - 1) - Math.log1p(x - 1)
  if (x < 10) return descended(x)
  return x * (Math.log(x) - 1) - Math.log(x) / 2 + halfLogTwoPi + stirlingCorrection(x)
}

/** Γ(x) = (x − 1)(x − 2)… Γ(2 + z), for z within a half. */
function descended(x: number): number {
  let product = 1
  let rest = x
  while (rest > 2.5) {
    rest -= 1
    product *= rest
  }
  return Math.log(product) + nearTwo(rest - 2)
}

/** ln Γ(2 + z) for z within a half. */
function nearTwo(z: number): number {
  let sum = 0
  for (let k = taylor.length - 1; k >= 0; k--) sum = sum * z + (taylor[k] ?? 0)
  return sum * z
}

const halfLogTwoPi = Math.log(2 * Math.PI) / 2

/** 1 − γ, then (−1)^k (ζ(k) − 1) / k from k = 2; by mpmath 1.4.1. */
const taylor = [
  0.42278433509846713, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546,
  -0.007385551028673986, 0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425,
  -0.00022315475845357939, 9.945751278180853e-5, -4.492623673813314e-5, 2.050721277567069e-5,
  -9.439488275268397e-6, 4.374866789907488e-6, -2.039215753801366e-6, 9.55141213040742e-7,
  -4.492469198764566e-7, 2.1207184805554665e-7, -1.0043224823968099e-7, 4.7698101693639804e-8,
  -2.2711094608943164e-8, 1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9,
  -1.1921401405860912e-9, 5.731367241678862e-10, -2.7595228851242334e-10,
]
