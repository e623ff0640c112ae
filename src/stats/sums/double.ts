/**
 * A number in twice the digits of a double: the unevaluated sum of the nearest double and of what
 * it lacks. About 32 decimal digits.
 */
export type Double = readonly [high: number, low: number]

/**
 * a + b, exactly. Symmetric in a and b. A sum that overflows is [±Infinity, 0].
 *
 * D. Knuth, "The Art of Computer Programming", volume 2, section 4.2.2, theorem B.
 */
export function twoSum(a: number, b: number): Double {
  const high = a + b
  const part = high - a
  const low = a - (high - part) + (b - part)
  return [high, Number.isFinite(low) ? low : 0]
}

/**
 * a · b, exactly, as long as the product is 0 or at least 1e-290 in size: below, what it lacks may
 * be smaller than the smallest double. A product that overflows is [±Infinity, 0].
 *
 * T. J. Dekker, "A floating-point technique for extending the available precision", Numerische
 * Mathematik 18, 1971 (product; the splitting is Veltkamp's).
 */
export function twoProduct(a: number, b: number): Double {
  const high = a * b
  if (!Number.isFinite(high)) return [high, 0]
  const low = lack(high, a, b)
  return [high, Number.isFinite(low) ? low : 0]
}

/** a · b − product. */
function lack(product: number, a: number, b: number): number {
  if (Math.abs(a) > largest) return lack(product * down, a * down, b) * up
  if (Math.abs(b) > largest) return lack(product * down, a, b * down) * up
  const aHigh = upperHalf(a)
  const aLow = a - aHigh
  const bHigh = upperHalf(b)
  const bLow = b - bHigh
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow
}

/** The upper 26 bits of a number, rounded: products of two halves are exact. */
function upperHalf(x: number): number {
  const stretched = splitter * x
  return stretched - (stretched - x)
}

const splitter = 2 ** 27 + 1
/** The splitting of anything larger would overflow. */
const largest = 2 ** 996
const down = 2 ** -53
const up = 2 ** 53
