import { beta } from '../../../src/stats/distributions/beta.ts'
import { chiSquared } from '../../../src/stats/distributions/chi-squared.ts'
import {
  above,
  below,
  type Distribution,
  pointAbove,
  pointBelow,
} from '../../../src/stats/distributions/distribution.ts'
import { f } from '../../../src/stats/distributions/f.ts'
import { normal } from '../../../src/stats/distributions/normal.ts'
import { student } from '../../../src/stats/distributions/student.ts'

type Named =
  | { readonly dist: 'normal' }
  | { readonly dist: 't' | 'chi2'; readonly df: number }
  | { readonly dist: 'beta'; readonly a: number; readonly b: number }
  | { readonly dist: 'f'; readonly df1: number; readonly df2: number }
type Place = Named & { readonly x: number }
type Point = Named & { readonly prob: number; readonly upper: boolean }

export const distributions = {
  dist_cdf: (i: Place) => ({ value: below(distributionOf(i), i.x) }),
  dist_sf: (i: Place) => ({ value: above(distributionOf(i), i.x) }),
  dist_quantile: (i: Point) => ({
    value: (i.upper ? pointAbove : pointBelow)(distributionOf(i), i.prob),
  }),
}

function distributionOf(i: Named): Distribution {
  switch (i.dist) {
    case 'normal':
      return normal
    case 't':
      return student(i.df)
    case 'chi2':
      return chiSquared(i.df)
    case 'beta':
      return beta(i.a, i.b)
    case 'f':
      return f(i.df1, i.df2)
  }
}
