import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Whether this machine tells how much a process has. */
export const areTold = existsSync('/proc/self/status')

type Figures = {
  readonly threads: number
  readonly files: number
  /** In all, in kB. */
  readonly memory: number
  /** Beside the heap of JavaScript, which V8 makes as large as it likes. */
  readonly outside: number
  /** In use in that heap, garbage included. */
  readonly heap: number
}

export type Watched = { readonly pid: number; readonly address: string }

export async function figuresOf({ pid, address }: Watched): Promise<Figures> {
  const page = await metricsOf(address)
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  const memory = number('VmRSS')
  return {
    memory,
    outside: memory - metricIn(page, 'nodejs_heap_size_total_bytes') / 1024,
    heap: metricIn(page, 'nodejs_heap_size_used_bytes') / 1024,
    threads: number('Threads'),
    files: readdirSync(`/proc/${pid}/fd`).length,
  }
}

export const metricsOf = async (address: string): Promise<string> =>
  (await fetch(`${address}/metrics`)).text()

/** The value of a metric without labels, in the text of /metrics. */
export const metricIn = (page: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1])

export type Growth = {
  /** kB from one look to the next: the line that is nearest to all of them. */
  readonly slope: number
  /** kB from the first look to the last along such a line, without the heap of JavaScript. */
  readonly outside: number
  /** kB by which the heap in use is larger at its least, in the second half. */
  readonly heap: number
}

/** What looks in equal distances say. The first third is left out, in which code is compiled and pools are filled. */
export function growthOf(looks: readonly Figures[]): Growth {
  const settled = looks.slice(Math.floor(looks.length / 3))
  const heaps = settled.map(({ heap }) => heap)
  const middle = heaps.length >> 1
  return {
    slope: slopeOf(settled.map(({ memory }) => memory)),
    outside: slopeOf(settled.map(({ outside }) => outside)) * settled.length,
    heap: Math.min(...heaps.slice(middle)) - Math.min(...heaps.slice(0, middle)),
  }
}

function slopeOf(series: readonly number[]): number {
  const middle = (series.length - 1) / 2
  const mean = series.reduce((a, b) => a + b, 0) / series.length
  let [top, bottom] = [0, 0]
  for (const [nth, value] of series.entries()) {
    top += (nth - middle) * (value - mean)
    bottom += (nth - middle) ** 2
  }
  return bottom === 0 ? 0 : top / bottom
}

/** kB. What isn't given back grows without an end; this is more than chance and V8's laziness make of nothing. */
export const generous = { outside: 128_000, heap: 32_000 }

/** What has grown by more than that; nothing is said of memory that was never looked at. */
export const leaksIn = ({ outside, heap }: Growth): readonly string[] => [
  ...(outside < generous.outside ? [] : [`${outside.toFixed(0)} kB more beside the heap`]),
  ...(heap < generous.heap ? [] : [`${heap.toFixed(0)} kB more in the heap`]),
]

export const grown = ({ slope, outside, heap }: Growth, per: string): string =>
  [
    `memory: ${slope.toFixed(1)} kB ${per}`,
    `${outside.toFixed(0)} kB in all without the heap of JavaScript`,
    `${heap.toFixed(0)} kB more of that in use`,
  ].join('; ')
