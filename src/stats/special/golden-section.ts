/**
 * Where a height with one summit in [from, to] is highest. Sixty turns leave 3e-13 of the span.
 *
 * J. Kiefer, "Sequential minimax search for a maximum", Proc. Amer. Math. Soc. 4, 1953.
 */
export function goldenSection(height: (w: number) => number, from: number, to: number): number {
  let [a, b] = [from, to]
  let [low, high] = [b - golden * (b - a), a + golden * (b - a)]
  let [atLow, atHigh] = [height(low), height(high)]
  for (let turn = 0; turn < 60; turn++) {
    if (atLow > atHigh) {
      b = high
      high = low
      atHigh = atLow
      low = b - golden * (b - a)
      atLow = height(low)
    } else {
      a = low
      low = high
      atLow = atHigh
      high = a + golden * (b - a)
      atHigh = height(high)
    }
  }
  return (a + b) / 2
}

const golden = (Math.sqrt(5) - 1) / 2
