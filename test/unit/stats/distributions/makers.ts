import { beta } from '../../../../src/stats/distributions/beta.ts'
import { binomial } from '../../../../src/stats/distributions/binomial.ts'
import { chiSquared } from '../../../../src/stats/distributions/chi-squared.ts'
import type { Distribution } from '../../../../src/stats/distributions/distribution.ts'
import { f } from '../../../../src/stats/distributions/f.ts'
import { kolmogorov } from '../../../../src/stats/distributions/kolmogorov.ts'
import { noncentralStudent } from '../../../../src/stats/distributions/noncentral-student.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { student } from '../../../../src/stats/distributions/student.ts'

/** Every distribution by its name; each takes up to two parameters. */
export const makers: { readonly [name: string]: (a: number, b: number) => Distribution } = {
  normal: () => normal,
  student,
  chiSquared,
  beta,
  f,
  binomial,
  kolmogorov: () => kolmogorov,
  noncentralStudent,
}

/** A number between the bounds, its logarithm uniform. */
export function between(random: () => number, low: number, high: number): number {
  return low * (high / low) ** random()
}

/** A random distribution of that name, with shapes from 0.1 to 1e9. */
export function anyOf(name: string, random: () => number): Distribution {
  const [a, b] = [between(random, 0.1, 1e9), between(random, 0.1, 1e9)]
  const second = { binomial: random(), noncentralStudent: 20 * random() - 10 }[name] ?? b
  return makers[name]?.(a, second) ?? normal
}
