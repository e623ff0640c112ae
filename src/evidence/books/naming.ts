import { bucketCount, type How } from '../../stats/strata/tally-key.ts'

/** A number for every name of a row, the same in all pages that share a naming: cheaper to look up than a text. */
export type Naming = (variant: string, how: How, bucket: number) => number

/** Variants are numbered as they come. */
export function createNaming(): Naming {
  const variants = new Map<string, number>()
  return (variant, how, bucket) => {
    let number = variants.get(variant)
    if (number === undefined) {
      number = variants.size
      variants.set(variant, number)
    }
    return (number * ways + numberOf[how]) * bucketCount + bucket
  }
}

const numberOf = {
  Normal: 0,
  Fallback: 1,
  CircuitOpen: 2,
  Override: 3,
  Shadow: 4,
} as const satisfies {
  readonly [H in How]: number
}
const ways = 5
