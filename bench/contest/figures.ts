import { duration, times } from '../figures.ts'
import type { Found, Result, Rounds } from './contest.ts'
import type { Measured } from './side.ts'

type Figure = {
  readonly title: (perSecond: number) => string
  readonly way: keyof Rounds
  readonly of: (measured: Measured) => number
  readonly write: (value: number) => string
  readonly isMoreBetter: boolean
}

const ms = (value: number) => duration(value * 1e6)
const us = (value: number) => (Number.isNaN(value) ? '' : duration(value * 1e3))
const p50 = { of: ({ p50Ms }: Measured) => p50Ms, write: ms, isMoreBetter: false }
const p99 = { ...p50, title: () => 'p99', of: ({ p99Ms }: Measured) => p99Ms }
const cpu = {
  ...{ title: () => 'CPU a request', write: us, isMoreBetter: false },
  of: ({ usPerRequest }: Measured) => usPerRequest,
}

const figures = {
  throughput: {
    title: () => 'requests/s, 32 at a time',
    way: 'crowd',
    of: ({ requests, seconds }) => requests / seconds,
    write: (value) => value.toFixed(0),
    isMoreBetter: true,
  },
  cpu: { way: 'crowd', ...cpu },
  p50: { title: () => 'p50', way: 'crowd', ...p50 },
  p99: { way: 'crowd', ...p99 },
  aloneP50: { title: () => 'p50, one at a time', way: 'alone', ...p50 },
  aloneP99: { way: 'alone', ...p99 },
  aloneCpu: { way: 'alone', ...cpu },
  steadyP50: { title: (perSecond) => `p50, ${perSecond}/s by chance`, way: 'steady', ...p50 },
  steadyP99: { way: 'steady', ...p99 },
  steadyCpu: { way: 'steady', ...cpu },
} as const satisfies Readonly<Record<string, Figure>>

/** A row for each figure: our median, and of each rival its own and how many times better ours is. */
export function rowsOf({ ours, rivals, perSecond }: Result): readonly (readonly string[])[] {
  return Object.values(figures).map((figure: Figure) => [
    figure.title(perSecond),
    figure.write(median(figure, ours)),
    ...rivals.flatMap((rival) => [
      figure.write(median(figure, rival)),
      timesBetter(figure, ours, rival),
    ]),
  ])
}

/** How many times better than a rival, by medians; `null` without one, and where this machine doesn't tell. */
export const ratio = (name: Name, ours: Found, rival: Found | undefined): number | null =>
  rounded(rival === undefined ? Number.NaN : better(figures[name], ours, rival))

/** As the last line of a bench writes it. */
export const rounded = (ratio: number): number | null =>
  Number.isFinite(ratio) ? Number(ratio.toPrecision(3)) : null

/** In seconds, milliseconds or microseconds, as it was measured. */
export const medianOf = (name: Name, found: Found): number => median(figures[name], found)

type Name = keyof typeof figures

function timesBetter(figure: Figure, ours: Found, rival: Found): string {
  const found = better(figure, ours, rival)
  return Number.isFinite(found) ? times(found) : ''
}

function better(figure: Figure, ours: Found, rival: Found): number {
  const found = median(figure, ours) / median(figure, rival)
  return figure.isMoreBetter ? found : 1 / found
}

function median({ way, of }: Figure, { rounds }: Found): number {
  const sorted = rounds[way].map(of).sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}
