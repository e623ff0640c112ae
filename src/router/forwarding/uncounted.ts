import { together } from './together.ts'

export type Uncounted = ReturnType<typeof createUncounted>

/**
 * Predictions of which nobody knows yet how their variant has done. Their callers may have left: just the slow ones are
 * those that must not be forgotten.
 */
export function createUncounted() {
  const giveUps = new Set<() => void>()
  let idle: PromiseWithResolvers<void> | undefined

  return {
    /** `giveUp` counts it as it is. */
    began: (giveUp: () => void) => void giveUps.add(giveUp),
    counted(giveUp: () => void): void {
      giveUps.delete(giveUp)
      if (idle !== undefined && giveUps.size === 0) together(idle.resolve) // after what is done with its answer
    },
    /** Resolves once all that has begun is counted. */
    ended(): Promise<void> {
      if (giveUps.size === 0) return Promise.resolve()
      idle ??= Promise.withResolvers<void>()
      return idle.promise
    },
    cut(): void {
      for (const giveUp of [...giveUps]) giveUp()
    },
  }
}
