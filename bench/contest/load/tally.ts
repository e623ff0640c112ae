import type { Outcome } from './job.ts'

/** Counts answers while they come; `outcome` when all have come. Request n has body n, modulo `bodies`. */
export function createTally(start: number, bodies: number) {
  const times: number[] = []
  const answers = new Map<number, string>()
  let refusal: string | undefined
  let last = start
  return {
    add(nth: number, began: number, status: number, answer: string): void {
      last = performance.now()
      times.push(last - began)
      if (status === 200) answers.set(nth % bodies, answer)
      else refusal ??= `${status} ${answer}`
    },
    outcome(): Outcome {
      const sorted = Float64Array.from(times).sort()
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
      return {
        ...{ requests: times.length, seconds: (last - start) / 1000 },
        ...{ p50Ms: at(0.5), p99Ms: at(0.99), refusal, answers: [...answers] },
      }
    },
  }
}

export type Tally = ReturnType<typeof createTally>
