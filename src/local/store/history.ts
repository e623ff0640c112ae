import type { Change } from './store.ts'
import { weightOf } from './weight.ts'

export type HistoryLimits = {
  /** Of changes. */
  readonly count: number
  /** Of JSON text; in memory that is about twice as much. */
  readonly bytes: number
}

/** Minutes of a busy cluster, hours of a quiet one; whoever was away for longer lists again. */
export const usualHistory: HistoryLimits = { count: 10_000, bytes: 16 * 1024 * 1024 }

/**
 * What happened of late, so that a watch goes on where it was cut, and a list can be read as it was.
 *
 * A version is known if it is that of a step that is remembered, or of the last that is not. So the
 * versions that a leap leaves out are unknown: whoever saw one of them, before the machine lost its
 * power, saw what never came to last, and must look anew.
 */
export function createHistory(begin: number, limits: HistoryLimits) {
  const steps: Step[] = []
  let first = 0 // what stands before it is forgotten
  let forgottenTo = begin
  let bytes = 0

  function add(change: Change): void {
    push({ version: change.version, weight: weightOf(change.object), change })
    while (steps.length - first > limits.count || bytes > limits.bytes) forget()
    if (first >= 1000) first -= steps.splice(0, first).length
  }

  function push(step: Step): void {
    steps.push(step)
    bytes += step.weight
  }

  function forget(): void {
    const step = steps[first]
    if (step === undefined) return
    forgottenTo = step.version
    bytes -= step.weight
    steps[first] = forgotten
    first += 1
  }

  /** All changes after a version, of every collection; `undefined` where it is unknown. */
  function since(version: number): readonly Change[] | undefined {
    const from = version === forgottenTo ? first : afterStepOf(version)
    return from === undefined ? undefined : steps.slice(from).flatMap(({ change }) => change ?? [])
  }

  /** Where the steps after that of a version begin. */
  function afterStepOf(version: number): number | undefined {
    let [from, to] = [first, steps.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((steps[middle]?.version ?? version) < version) from = middle + 1
      else to = middle
    }
    return steps[from]?.version === version ? from + 1 : undefined
  }

  return {
    add,
    since,
    /** From here on versions are counted from this one. */
    leap: (version: number) => {
      if (version > (steps.at(-1)?.version ?? forgottenTo)) push({ version, weight: 0 })
    },
    compact: () => {
      while (first < steps.length) forget()
    },
  }
}

export type History = ReturnType<typeof createHistory>

type Step = { readonly version: number; readonly weight: number; readonly change?: Change }

const forgotten: Step = { version: 0, weight: 0 }
