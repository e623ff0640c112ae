import type { Gate } from './gate.ts'

/** One of the samples that an estimate rests on. */
export type Sample = { readonly n: number; readonly skew: number | undefined }

/**
 * How many outcomes of a sample the normal approximation needs: the skewer, the more. Where the skew isn't
 * known, a thousand.
 *
 * A rule of thumb made strict by simulation: with a split of 95 to 5 and a look after every hundred
 * outcomes, the ungated sequence errs in up to 59 % of A/A tests at a nominal 5 %.
 */
const neededAt = (skew: number | undefined) =>
  skew === undefined ? 1000 : Math.max(250, Math.ceil(40 * skew ** 2))

/**
 * The sample that is further from enough. Each needs its own: with the champion's skew alone, a
 * challenger whose values are skewer errs in up to 10 % of A/A tests at a nominal 5 %.
 */
export const scarcer = (a: Sample, b: Sample): Sample =>
  a.n * neededAt(b.skew) <= b.n * neededAt(a.skew) ? a : b

/** What the normal approximation asks of the scarcer sample. Zero spread can't be judged at all. */
export function gatesOfSkew(
  name: 'Predictions' | 'Units' | 'Pairs',
  { n, skew }: Sample,
  squaredError: number,
): readonly Gate[] {
  return [{ name, have: Math.floor(n), need: neededAt(skew) }, ...spreadGate(squaredError)]
}

/** Yes and no must both have been seen so often, or a margin must have brought about so many (`few-events.ts`). */
export const eventsGate = (have: number): Gate => ({ name: 'Events', have, need: 40 })

/** The error of an error: with fewer clusters there is no telling. */
export const clustersGate = (name: 'Buckets' | 'Blocks', have: number): Gate => ({
  name,
  have,
  need: name === 'Buckets' ? 16 : 8,
})

/** What doesn't vary can't be judged. */
export const spreadGate = (squaredError: number): readonly Gate[] =>
  squaredError > 0 ? [] : [{ name: 'Spread', have: 0, need: 1 }]
