/** Counts the steps of decoding, those inside aliases apart. */
export type Budget = {
  /** Takes a step; false once the aliases make too much of the document. */
  readonly step: () => boolean
  /** Does `work` as a part of an alias. */
  readonly inAlias: <T>(work: () => T) => T
}

/**
 * The guard of kubectl and the API server against documents that explode («billion laughs»):
 * go.yaml.in/yaml/v2, decode.go. At most about 400,000 steps are spent in aliases.
 */
export function budget(): Budget {
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
