import type { EpochShares } from '../strata/stratum.ts'
import { championShare } from './routing.ts'
import type { Scenario } from './scenario.ts'

/** The shares of the challengers over time: those of the scenario's steps, and those set by hand. */
export function createEpochs({ steps, variants }: Pick<Scenario, 'steps' | 'variants'>) {
  const waiting = [...steps]
  const begun: EpochShares[] = []
  let shares: readonly number[] = []

  function begin(next: readonly number[]): void {
    shares = next
    const named = variants.map((name, i) => [
      name,
      i === 0 ? championShare(next) : (next[i - 1] ?? 0),
    ])
    begun.push({ epoch: begun.length, shares: Object.fromEntries(named) })
  }

  /** Begins every step that is due. */
  function advance(ms: number): void {
    for (let step = waiting[0]; step !== undefined && step.fromMs <= ms; step = waiting[0]) {
      begin(step.shares)
      waiting.shift()
    }
  }

  return {
    begin,
    advance,
    /** When the next step is due. */
    nextMs: () => waiting[0]?.fromMs ?? Number.POSITIVE_INFINITY,
    shares: () => shares,
    epoch: () => begun.length - 1,
    all: (): readonly EpochShares[] => [...begun],
  }
}
