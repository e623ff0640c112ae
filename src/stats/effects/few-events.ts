import type { Gate } from '../sequential/gate.ts'
import { eventsGate } from '../sequential/gates.ts'
import { type Counts, counts } from '../sums/counts.ts'
import { total } from '../sums/statistic.ts'
import type { Both } from './observed.ts'

/** What a rate of one variant rests on. */
export type Basis = {
  readonly counts: Counts
  /** So many independent outcomes, at least; so many of them a yes, so many a no. */
  readonly independent: number
  readonly yes: number
  readonly no: number
  /** So many outcomes tell how large an error is at least, while events are few. */
  readonly sure: number
}

/**
 * `independent`: how many independent units made these requests, and how many of them had a yes; else each request is
 * one. What isn't counted by units is scaled down, as if all requests of a unit ended alike. `asLarge`: how many units
 * there would be if all were as large as the largest. It may be just those that fail, then these are all that speak:
 * half of their variance is believed at least, as it is the lower tail of rare events that would lie. O(epochs).
 */
export function basisOf(
  parts: readonly Counts[],
  { independent, yes, asLarge }: Partial<Pick<Basis, 'independent' | 'yes'>> & Large = {},
): Basis {
  const { n, events } = total(counts, parts)
  const part = n === 0 ? 0 : (independent ?? n) / n
  return {
    counts: { n, events },
    independent: independent ?? n,
    yes: yes ?? events * part,
    no: (n - events) * part,
    sure: Math.min(independent ?? n, 2 * (asLarge ?? independent ?? n)),
  }
}

type Large = { readonly asLarge?: number }

/** What keeps the normal approximation of a difference of rates honest. */
export type Caution = { readonly gate: Gate; readonly leastSquaredError: number }

/**
 * Few events say little about their own spread, and none say nothing: then a sample has no error to speak of, and any
 * margin would seem proven.
 *
 * The gate asks for enough events *and* enough non-events, seen in the variant on which more of the error
 * rests: so a challenger that fails often is found out although the champion never fails. Or else for
 * half as many that a difference of the margin would have brought about by now: so a service in which
 * nothing fails can be proven to be safe. Half, since it is the lower tail of rare events that would lie
 * then, and that is lighter than the normal's.
 *
 * Until both variants have both, the error is at least what it would be at the edge of the claim, the null
 * hypothesis supplying the variance as in the score test: too large rather than too small.
 *
 * C. P. Farrington, G. Manning, Stat. Med. 9, 1990 (the variance at the margin); L. Kish, "Survey Sampling", 1965
 * (the effective number). The gate is ours, tried by simulation: at margins of .005 it errs in at most .022 of
 * rounds where .05 are allowed, and in .001 where .0042 are, whether or not requests of a unit are alike. O(1).
 */
export function cautionOf(bases: Both<Basis>, margin = 0): Caution {
  const { champion: a, challenger: b } = bases
  const brought = 2 * Math.abs(margin) * Math.min(a.independent, b.independent)
  const have = Math.max(brought, Math.min(speaking(bases, 'yes'), speaking(bases, 'no')))
  const gate = eventsGate(Math.floor(have))
  const areFew = Math.min(a.yes, a.no, b.yes, b.no) < gate.need
  return { gate, leastSquaredError: areFew ? squaredErrorAt(margin, bases) : 0 }
}

/**
 * The same of one variant's level against a limit: enough of what the limit makes rare was seen, or half as many as the
 * limit would have brought about by now. If nearly everything fails, that is evidence enough. Nothing of a champion
 * cancels here what a few busy units do: so many units with an event count only as the part of all requests that they
 * made. O(1).
 */
export function cautionOfLevel(basis: Basis, limit: number): Caution {
  const { independent, no, counts } = basis
  const yes = Math.min(basis.yes, (independent * counts.events) / Math.max(1, counts.n))
  const brought = 2 * Math.min(limit, 1 - limit) * independent
  const gate = eventsGate(Math.floor(Math.max(brought, limit <= 0.5 ? yes : no)))
  const areFew = Math.min(yes, no) < gate.need
  return { gate, leastSquaredError: areFew ? per(spread(limit), basis.sure) : 0 }
}

/** Of the variant to whose error they add more. */
function speaking({ champion: a, challenger: b }: Both<Basis>, which: 'yes' | 'no'): number {
  return a[which] * b.independent ** 2 > b[which] * a.independent ** 2 ? a[which] : b[which]
}

/**
 * If the difference were just the margin. Which of the two then keeps the common rate isn't known: the worse counts.
 */
function squaredErrorAt(margin: number, { champion: a, challenger: b }: Both<Basis>): number {
  const { n, events } = counts.merge(a.counts, b.counts)
  const rate = n === 0 ? 0 : events / n
  const worst = (other: number) => Math.max(spread(rate), spread(other))
  return per(worst(rate - margin), a.sure) + per(worst(rate + margin), b.sure)
}

const per = (variance: number, n: number) => (n > 0 ? variance / n : Number.POSITIVE_INFINITY)

const spread = (p: number) => Math.max(0, p * (1 - p))
