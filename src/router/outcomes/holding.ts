import type { Budget } from '../../http/budget.ts'

/** What one request keeps of what all may keep. */
export type Holding = {
  /** Throws `Overloaded` where there is no room. */
  readonly take: (bytes: number) => void
  readonly give: (bytes: number) => void
  /** Gives back what is left. */
  readonly end: () => void
}

export function createHolding(budget: Budget): Holding {
  let held = 0
  let isEnded = false
  const give = (bytes: number) => {
    if (isEnded) return
    budget.give(bytes)
    held -= bytes
  }
  return {
    take(bytes) {
      budget.take(bytes)
      held += bytes
    },
    give,
    end() {
      give(held)
      isEnded = true
    },
  }
}
