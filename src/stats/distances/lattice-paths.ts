/**
 * ln of the chance that a path from (0, 0) to (m, n), drawn from all that take unit steps to the right
 * and up with equal chance, meets a point with |i n − j m| ≥ gap. All terms are positive, so that the
 * result is exact to the last digits; chances carry an exponent of their own beside a double's, so
 * that none under- or overflows. O(mn) steps at most: only those within the gap are made.
 */
export function logChanceOfLeaving(m: number, n: number, gap: number): number {
  if (gap <= 0) return 0
  if (m < n) return logChanceOfLeaving(n, m, gap)
  const row = { chances: new Float64Array(n + 2), exponents: new Int32Array(n + 2) }
  const left: Scaled = { chance: 0, exponent: 0 }
  row.chances[1] = 1
  for (let i = 0; i <= m; i++) advance(row, left, { i, m, n, gap })
  return Math.min(0, Math.log(left.chance) - left.exponent * Math.log(unit))
}

type Column = { readonly i: number; readonly m: number; readonly n: number; readonly gap: number }

/** From the places (i − 1, j) to the places (i, j), as far as paths can be that have not left. */
function advance(row: Row, left: Scaled, { i, m, n, gap }: Column): void {
  const { chances, exponents } = row
  const lowest = Math.max(0, Math.floor((i * n - gap) / m))
  const highest = Math.min(n, Math.ceil((i * n + gap) / m))
  chances[lowest] = 0
  for (let j = lowest; j <= highest; j++) {
    const rest = m + n - i - j + 1
    if (i + j > 0) step(row, j, (m - i + 1) / rest, (n - j + 1) / rest)
    if (Math.abs(i * n - j * m) < gap) continue
    collect(left, chances[j + 1] ?? 0, exponents[j + 1] ?? 0)
    chances[j + 1] = 0
  }
}

/** A chance is its double over `unit` to the power of its exponent. */
type Scaled = { chance: number; exponent: number }
/** The chance of (i, j) is at place j + 1; place 0 stays empty. */
type Row = { readonly chances: Float64Array; readonly exponents: Int32Array }

const unit = 2 ** 512

/** Reaches (i, j) from (i − 1, j), which held its place, and from (i, j − 1). */
function step({ chances, exponents }: Row, j: number, right: number, upwards: number): void {
  const across = (chances[j + 1] ?? 0) * right
  const up = (chances[j] ?? 0) * upwards
  const [here, below] = [exponents[j + 1] ?? 0, exponents[j] ?? 0]
  const exponent = up > 0 && (across === 0 || below < here) ? below : here
  const sum = asIf(across, here, exponent) + asIf(up, below, exponent)
  const isSmall = sum > 0 && sum < 1 / unit
  chances[j + 1] = isSmall ? sum * unit : sum
  exponents[j + 1] = isSmall ? exponent + 1 : exponent
}

/** The same chance with another exponent, which is no greater unless there is no chance. */
function asIf(chance: number, exponent: number, other: number): number {
  return chance === 0 || exponent === other ? chance : chance * unit ** (other - exponent)
}

function collect(left: Scaled, chance: number, exponent: number): void {
  if (chance === 0) return
  const least = left.chance === 0 ? exponent : Math.min(exponent, left.exponent)
  left.chance = asIf(left.chance, left.exponent, least) + asIf(chance, exponent, least)
  left.exponent = least
}
