import type { Chance } from '../chance.ts'
import { drawNormal } from '../draws/normal.ts'
import { drawStudent } from '../draws/student.ts'

/** How values scatter. */
export type Law =
  | { readonly kind: 'Normal'; readonly deviation: number }
  /** The mean, times e^(deviation · a normal number), so scaled that the mean stays. */
  | { readonly kind: 'Lognormal'; readonly deviation: number }
  /** `scale` times Student's t: with 3 degrees a deviation of √3 scales. */
  | { readonly kind: 'Student'; readonly degrees: number; readonly scale: number }

/** The number of chance that makes a value. */
export const drawScatter = (chance: Chance, law: Law) =>
  law.kind === 'Student' ? drawStudent(chance, law.degrees) : drawNormal(chance)

/** The value itself. Its mean is `mean`. */
export function scattered(law: Law, mean: number, scatter: number): number {
  switch (law.kind) {
    case 'Normal':
      return mean + law.deviation * scatter
    case 'Lognormal':
      return mean * Math.exp(law.deviation * (scatter - law.deviation / 2))
    case 'Student':
      return mean + law.scale * scatter
  }
}
