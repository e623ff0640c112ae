/**
 * (a + b) x − a as exact as its own digits allow: with shapes of 1e12 the products agree in twelve of
 * their sixteen digits, so they are taken with their rounding errors.
 *
 * T. J. Dekker, "A floating-point technique for extending the available precision", 1971.
 */
export function excessOf(a: number, b: number, x: number): number {
  const [p, pLow] = product(a, x)
  const [q, qLow] = product(b, x)
  const [s, sLow] = sum(p, q)
  const [t, tLow] = sum(s, -a)
  return t + (tLow + sLow + pLow + qLow)
}

function sum(a: number, b: number): readonly [number, number] {
  const s = a + b
  const part = s - a
  return [s, a - (s - part) + (b - part)]
}

function product(a: number, b: number): readonly [number, number] {
  const p = a * b
  const [aHigh, aLow] = halves(a)
  const [bHigh, bLow] = halves(b)
  return [p, aHigh * bHigh - p + aHigh * bLow + aLow * bHigh + aLow * bLow]
}

function halves(a: number): readonly [number, number] {
  const shifted = 134217729 * a
  const high = shifted - (shifted - a)
  return [high, a - high]
}
