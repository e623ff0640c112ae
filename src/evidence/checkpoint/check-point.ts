import { hash } from 'node:crypto'
import type { Gathered } from './gathered.ts'
import { writtenUnits } from './units.ts'
import { sumsIn, type WrittenTally, writtenTally } from './written-tally.ts'

/** What a leader leaves to the next one: all that was gathered, and what looks have made of it, as plain JSON. */
export type CheckPoint = {
  /** When it was made, by the wall clock. */
  readonly atMs: number
  readonly gathered: Gathered
  /** What looks have latched. */
  readonly memories: unknown
  /** What the last verdict depended on besides the tallies. */
  readonly case: unknown
}

/** A check-point, cut so that none of it gets long. */
export type Part = { readonly name: string; readonly text: string }

/** All parts, the frame first; what stands for the whole of them is its digest. */
export type Written = { readonly digest: string; readonly parts: readonly Part[] }

export type Frame = Omit<CheckPoint, 'gathered'> & {
  readonly format: 1
  readonly gathered: Omit<Gathered, 'tallies'> & { readonly tallies: readonly WrittenTally[] }
  /** SHA-256, in hexadecimal, of the text of every other part, by its name. */
  readonly parts: { readonly [name: string]: string }
}

export const frameName = 'frame'
export const unitsName = 'units'
export const nameOfMetric = (metric: string) => `metric.${metric}`

/** The same check-point is the same bytes. */
export function written({ atMs, gathered, memories, ...rest }: CheckPoint): Written {
  const tallies = gathered.tallies.toSorted(inOrder)
  const metrics = Map.groupBy(
    tallies.flatMap((tally) => [...sumsIn(tally)]),
    ([metric]) => metric,
  )
  const others = [...metrics]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([metric, all]): Part => {
      return { name: nameOfMetric(metric), text: JSON.stringify(all.map(([, sums]) => sums)) }
    })
  const units = tallies.map((tally) => writtenUnits(tally.units))
  others.push({ name: unitsName, text: JSON.stringify(units) })
  const frame: Frame = {
    ...{ format: 1, atMs },
    gathered: { ...gathered, tallies: tallies.map(writtenTally) },
    memories: memories ?? null,
    case: rest.case ?? null,
    parts: Object.fromEntries(others.map(({ name, text }) => [name, digestOf(text)])),
  }
  const text = JSON.stringify(frame)
  return { digest: digestOf(text), parts: [{ name: frameName, text }, ...others] }
}

type Named = Gathered['tallies'][number]

function inOrder(a: Named, b: Named): number {
  if (a.instance !== b.instance) return a.instance < b.instance ? -1 : 1
  return a.round - b.round
}

export const digestOf = (text: string): string => hash('sha256', text)
