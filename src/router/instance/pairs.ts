import type { Prediction } from '../../evidence/counting/answer.ts'

/** What challengers made of copies, until outcomes come: plain JSON, the oldest first. */
export type KeptPairs = readonly KeptPair[]

/** By the receipt of the champion's answer. */
export type KeptPair = {
  readonly instance: string
  readonly sequence: number
  readonly round: number
  readonly exposedAtMs: number
  readonly variant: string
  readonly challenger: Pick<Prediction, 'failed' | 'values'>
}

/** The same, written to. */
type OpenPairs = {
  /** Returns how many of the oldest had to be forgotten to make room. */
  readonly keep: (pairs: KeptPairs) => number
  /** Those of a receipt, which are let go. */
  readonly release: (instance: string, sequence: number) => KeptPairs
  /** Lets those go that nothing can score any more. */
  readonly forget: (isOver: (pair: KeptPair) => boolean) => void
  readonly read: () => KeptPairs
}

/** Going on from what was kept. Together they take no more memory than about so many bytes. */
export function createPairs(start: KeptPairs, mostBytes = usualBytes): OpenPairs {
  const byReceipt = new Map<string, readonly KeptPair[]>()
  let bytes = 0

  function keep(pairs: KeptPairs): number {
    for (const pair of pairs) put(pair)
    let forgotten = 0
    for (const [name, kept] of byReceipt) {
      if (bytes <= mostBytes) break
      forgotten += kept.length
      remove(name, kept)
    }
    return forgotten
  }

  /** A challenger's last word on a copy takes the place of an earlier one: an heir may hear it twice. */
  function put(pair: KeptPair): void {
    const name = nameOf(pair.instance, pair.sequence)
    const kept = byReceipt.get(name) ?? []
    const others = kept.filter(({ variant }) => variant !== pair.variant)
    byReceipt.set(name, [...others, pair])
    bytes += weightOf(pair) + weightOfAll(others) - weightOfAll(kept)
  }

  function remove(name: string, kept: KeptPairs): void {
    byReceipt.delete(name)
    bytes -= weightOfAll(kept)
  }

  /** Asked with each outcome: where nothing is kept, no name is made. */
  function release(instance: string, sequence: number): KeptPairs {
    if (byReceipt.size === 0) return []
    const name = nameOf(instance, sequence)
    const kept = byReceipt.get(name) ?? []
    remove(name, kept)
    return kept
  }

  function forget(isOver: (pair: KeptPair) => boolean): void {
    for (const [name, kept] of byReceipt) if (kept.every(isOver)) remove(name, kept)
  }

  keep(start)
  return { keep, release, forget, read: () => [...byReceipt.values()].flat() }
}

/** At some 400 bytes each, those of 80,000 copies. */
const usualBytes = 32 * 1024 * 1024

const nameOf = (instance: string, sequence: number) => `${instance} ${sequence}`

const weightOfAll = (pairs: KeptPairs) => pairs.reduce((sum, pair) => sum + weightOf(pair), 0)

/** About what it takes on the heap. */
function weightOf({ challenger: { values } }: KeptPair): number {
  const { label = '', probabilities = [] } = values
  const ofProbabilities = probabilities.reduce((sum, [name]) => sum + 64 + 2 * name.length, 0)
  return 350 + 2 * label.length + ofProbabilities
}
