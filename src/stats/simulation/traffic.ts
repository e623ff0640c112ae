import type { Chance } from './chance.ts'
import { type Course, factorAt } from './course.ts'
import { drawExponential } from './draws/exponential.ts'

/**
 * How many requests come. They come independently of each other, so many a second on average, more by
 * day and fewer by night: the rate swings by this part of itself.
 */
export type Traffic = {
  readonly perSecond: number
  readonly swing?: { readonly by: number; readonly periodMs: number }
}

/** How many requests are expected until then. Increasing, if the swing is below 1. */
export function expectedBy({ perSecond, swing }: Traffic, ms: number): number {
  if (swing === undefined) return (perSecond * ms) / 1000
  const angle = (2 * Math.PI) / swing.periodMs
  return (perSecond / 1000) * (ms + (swing.by / angle) * (1 - Math.cos(angle * ms)))
}

/**
 * When so many requests are expected: the inverse, to a microsecond. By Newton's steps, kept within the
 * swing's reach, and halved where they leave it. About ten evaluations; none without a swing.
 */
export function timeOf(traffic: Traffic, expected: number): number {
  const { perSecond, swing } = traffic
  const flat = (expected / perSecond) * 1000
  if (swing === undefined) return flat
  let [low, high] = [Math.max(0, flat - swing.periodMs), flat]
  let ms = flat
  for (let step = 0; step < 60 && high - low > 1e-3; step++) {
    const missing = expected - expectedBy(traffic, ms)
    if (Math.abs(missing) < 1e-9 * perSecond) break
    if (missing > 0) low = ms
    else high = ms
    const next = ms + missing / speed(perSecond, swing, ms)
    ms = next > low && next < high ? next : (low + high) / 2
  }
  return ms
}

/** Requests expected per millisecond. */
const speed = (perSecond: number, swing: Swing, ms: number) =>
  (perSecond / 1000) * (1 + swing.by * Math.sin((2 * Math.PI * ms) / swing.periodMs))

type Swing = NonNullable<Traffic['swing']>

/**
 * The times of requests, one after the other: a Poisson process. In a clock that counts expected requests
 * the gaps are exponential; they are told in time.
 */
export function arrivals(chance: Chance, traffic: Traffic): () => number {
  let expected = 0
  return () => {
    expected += drawExponential(chance)
    return timeOf(traffic, expected)
  }
}

/**
 * The mean of a course over the requests of a stretch of time, which come more densely when traffic is
 * up. Exact where it is steady, and for a line at even traffic; else to about 1e-3 of what changes within.
 */
export function meanFactor(course: Course, traffic: Traffic, fromMs: number, toMs: number): number {
  if (course.kind === 'Steady') return 1
  const [from, to] = [expectedBy(traffic, fromMs), expectedBy(traffic, toMs)]
  let sum = 0
  for (let point = 0.5; point < points; point++)
    sum += factorAt(course, timeOf(traffic, from + ((to - from) * point) / points))
  return sum / points
}

const points = 32
