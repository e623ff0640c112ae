import type { Counted, FigureName } from '../estimates/figures.ts'
import type { PairedStratum, Stratum } from '../strata/stratum.ts'
import type { LatencyHistogram } from '../sums/latency-histogram.ts'

/** The mature evidence of one metric of one challenger. */
export type Observed = Split | Latencies | Pairs | LatencyPairs | Reported

/** A figure of both variants, each of its own part of the traffic. */
export type Split = Of<'Split'> &
  {
    [F in FigureName]: Within<F> & {
      readonly figure: F
      readonly strata: readonly Stratum<Counted[F]>[]
    }
  }[FigureName] & { readonly units: Units | undefined }

/** A quantile of latency. */
export type Latencies = Of<'Latencies'> & {
  readonly quantile: number
  readonly strata: readonly Stratum<LatencyHistogram>[]
  readonly units: Units | undefined
}

/** A figure of both variants, from their answers to the same requests. */
export type Pairs = Of<'Pairs'> &
  {
    [F in FigureName]: Within<F> & {
      readonly figure: F
      readonly strata: readonly PairedStratum<Both<Counted[F]>>[]
    }
  }[FigureName] & {
    /** As of `UnitCount`, over all pairs. Absent where every request is a unit of its own. */
    readonly effective?: number
    /** The same; as `effective` where it is not given. */
    readonly asLarge?: number
  }

/** A quantile of latency, from the answers of both to the same requests. */
export type LatencyPairs = Of<'LatencyPairs'> & {
  readonly quantile: number
  readonly strata: readonly PairedStratum<Both<LatencyHistogram>>[]
  /** As of `Pairs`. */
  readonly effective?: number
}

/**
 * What is counted of an outcome lies within it: a value, or of `RootMean` and `ExplainedVariance` a squared error.
 * Where nobody knows, nothing is known of what was not seen yet. What other figures count is yes or no.
 */
type Within<F> = F extends 'Mean' | 'RootMean' | 'ExplainedVariance'
  ? { readonly range: Range | undefined }
  : { readonly range?: never }

/** From the low end to the high one, both included. */
export type Range = { readonly low: number; readonly high: number }

/** The same of either variant. */
export type Both<S> = { readonly champion: S; readonly challenger: S }

/** A number that somebody else measured: it has a level and no error. */
type Reported = Of<'Reported'> & { readonly value: number | undefined }

type Of<K extends string> = { readonly of: K }

/** Who came back: present where a unit may make several requests. */
export type Units = Both<UnitCount>

/** Of all units, not of the sample alone: what the sample counts, divided by the part θ that it holds. */
export type UnitCount = {
  readonly units: number
  readonly withEvent: number
  /** (Σn)² / Σn² over the requests n of each unit: so many units of equal weight (Kish). */
  readonly effective: number
  /** Σn / max n, by the largest unit of *either* variant: as so many units would count if all were as large as that. */
  readonly asLarge: number
}

/** Which of the two. */
export type Side = 'champion' | 'challenger'
