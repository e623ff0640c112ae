import { type Alias, isAlias, type Node } from 'yaml'
import type { Targets } from './anchors.ts'
import { type Complaint, pathOf, repeated, type Spot } from './complaint.ts'

/** What lives while one document is decoded. */
export type Reader = {
  /** Takes a step; false, from then on, once the aliases make too much of the document. */
  readonly step: (spot: Spot) => boolean
  /** Reads what an alias stands for; `undefined` inside itself. */
  readonly follow: <T>(alias: Alias, spot: Spot, read: (target: Node) => T) => T | undefined
  readonly refuse: (spot: Spot, message: string) => void
  readonly warnRepeated: (spot: Spot) => void
  readonly complaints: readonly Complaint[]
}

export function createReader(targets: Targets): Reader {
  const complaints: Complaint[] = []
  const open = new Set<Alias>()
  const budget = createBudget()
  let exhausted = false

  const refuse = ({ at, trail }: Spot, message: string) => {
    complaints.push({ at, path: pathOf(trail), message, fatal: true })
  }
  return {
    complaints,
    refuse,
    warnRepeated: (spot) => complaints.push(repeated(spot)),
    step: (spot) => {
      if (exhausted || budget.step()) return !exhausted
      exhausted = true
      refuse(spot, 'too much of the document comes from aliases')
      return false
    },
    follow: (alias, spot, read) => {
      const target = targets.get(alias)
      if (target === undefined || isAlias(target)) return undefined
      if (open.has(alias)) {
        refuse(spot, `the anchor ${alias.source} contains itself`)
        return undefined
      }
      open.add(alias)
      const value = budget.inAlias(() => read(target))
      open.delete(alias)
      return value
    },
  }
}

/** Counts the steps of decoding, those inside aliases apart. */
type Budget = {
  /** Takes a step; false once the aliases make too much of the document. */
  readonly step: () => boolean
  /** Does `work` as a part of an alias. */
  readonly inAlias: <T>(work: () => T) => T
}

/**
 * The guard of kubectl and the API server against documents that explode («billion laughs»):
 * go.yaml.in/yaml/v2, decode.go. At most about 400,000 steps are spent in aliases.
 */
function createBudget(): Budget {
  let steps = 0
  let aliased = 0
  let depth = 0
  return {
    step: () => {
      steps++
      if (depth > 0) aliased++
      return aliased <= 100 || steps <= 1000 || aliased / steps <= allowedShare(steps)
    },
    inAlias: (work) => {
      depth++
      try {
        return work()
      } finally {
        depth--
      }
    },
  }
}

const small = 400_000
const large = 4_000_000

/** 99 % of a small document, 10 % of a large one, and a straight line between. */
function allowedShare(steps: number): number {
  const size = Math.min(1, Math.max(0, (steps - small) / (large - small)))
  return 0.99 - 0.89 * size
}
