import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Heir } from '../../evidence/told.ts'

/** Who scores for whom. */
type Heirs = {
  /** Returns what of it was not known. Of two heirs of one instance the earlier one is it, wherever they are heard of. */
  readonly learn: (heirs: readonly Heir[]) => readonly Heir[]
  /** The heir of the heir, and so on: the instance itself where there is none. */
  readonly scorerOf: (instance: string, departed: Departed) => string
  readonly of: (instance: string) => Heir | undefined
  /** Forgets whose receipts are all refused as expired: those are that were given before. */
  readonly expire: (beforeMs: number) => void
  readonly all: () => readonly Heir[]
}

/** Whom the plan has named: believed as long as no heir itself has said something else. */
type Departed = NonNullable<RoutingPlan['departed']>

export function createHeirs(start: readonly Heir[]): Heirs {
  const byInstance = new Map<string, Heir>()

  function learn(heirs: readonly Heir[]): readonly Heir[] {
    return heirs.filter((heir) => {
      const isKept = isNews(heir)
      if (isKept) byInstance.set(heir.instance, heir)
      return isKept
    })
  }

  function isNews(told: Heir): boolean {
    const known = byInstance.get(told.instance)
    if (told.heir === told.instance || told.heir === known?.heir) return false
    return known === undefined || isEarlier(told, known)
  }

  /** Where heirs go round in a circle nobody scores: that would be done twice. */
  function scorerOf(instance: string, departed: Departed): string {
    const passed = [instance]
    for (let last = instance; ; ) {
      const next = byInstance.get(last)?.heir ?? namedIn(departed, last)
      if (next === undefined) return last
      if (passed.includes(next)) return instance
      passed.push(next)
      last = next
    }
  }

  function expire(beforeMs: number): void {
    for (const [instance, { sinceMs }] of byInstance)
      if (sinceMs + slackMs < beforeMs) byInstance.delete(instance)
  }

  learn(start)
  return {
    ...{ learn, scorerOf, expire, of: (instance) => byInstance.get(instance) },
    all: () => [...byInstance.values()],
  }
}

function namedIn(departed: Departed, instance: string): string | undefined {
  return departed.find((each) => each.instance === instance)?.heir
}

function isEarlier(a: Heir, b: Heir): boolean {
  if (a.sinceMs !== b.sinceMs) return a.sinceMs < b.sinceMs
  return a.heir < b.heir
}

/** Clocks differ, and what is forgotten here but not there only comes back. */
const slackMs = 3_600_000
