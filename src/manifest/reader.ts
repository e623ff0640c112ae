import { type Alias, isAlias, type Node } from 'yaml'
import type { Targets } from './anchors.ts'
import { budget } from './budget.ts'
import { type Complaint, repeated } from './complaint.ts'
import { pathOf, type Spot } from './trail.ts'

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

export function reader(targets: Targets): Reader {
  const complaints: Complaint[] = []
  const open = new Set<Alias>()
  const spent = budget()
  let exhausted = false

  const refuse = ({ at, trail }: Spot, message: string) => {
    complaints.push({ at, path: pathOf(trail), message, fatal: true })
  }
  return {
    complaints,
    refuse,
    warnRepeated: (spot) => complaints.push(repeated(spot)),
    step: (spot) => {
      if (exhausted || spent.step()) return !exhausted
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
      const value = spent.inAlias(() => read(target))
      open.delete(alias)
      return value
    },
  }
}
