/**
 * ab − cd, to a few units in the last place even where the two products nearly cancel, as they do in
 * every variance that is made of sums. What the rounding of each product lost is found exactly and
 * given back.
 *
 * T. J. Dekker, "A floating-point technique for extending the available precision", Numerische
 * Mathematik 18, 1971 (Mul12, with Veltkamp's splitting).
 */
export function productDifference(a: number, b: number, c: number, d: number): number {
  const [ab, cd] = [a * b, c * d]
  const lost = lostIn(a, b, ab) - lostIn(c, d, cd)
  return ab - cd + (Number.isFinite(lost) ? lost : 0) // beyond 1e299 the splitting overflows
}

/** ab − fl(ab), exactly. */
function lostIn(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)]
  const [aLow, bLow] = [a - aHigh, b - bHigh]
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}

/** The upper 26 bits of a double. */
function upperHalf(x: number): number {
  const scaled = (2 ** 27 + 1) * x
  return scaled - (scaled - x)
}
