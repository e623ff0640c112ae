import type { Step } from './steps.ts'

/**
 * Which fields of an object are meant: a tree of steps. A place may be a member, with or without places
 * below that are members too. No branch is empty; that the root is a member says nothing.
 */
export type FieldSet = {
  readonly isMember: boolean
  readonly below: ReadonlyMap<Step, FieldSet>
}

export const noFields: FieldSet = { isMember: false, below: new Map() }
export const leaf: FieldSet = { isMember: true, below: new Map() }

export const isEmpty = (set: FieldSet): boolean => !set.isMember && set.below.size === 0

/** A place and what is below it; branches that are empty are left out. */
export function fieldSet(
  isMember: boolean,
  entries: Iterable<readonly [Step, FieldSet]>,
): FieldSet {
  const below = new Map<Step, FieldSet>()
  for (const [step, set] of entries) if (!isEmpty(set)) below.set(step, set)
  return { isMember, below }
}

/** The members at these paths. */
export const setOf = (...paths: readonly (readonly Step[])[]): FieldSet =>
  paths
    .map((path) =>
      path.reduceRight<FieldSet>((below, step) => fieldSet(false, [[step, below]]), leaf),
    )
    .reduce(union, noFields)

export const at = (set: FieldSet, step: Step): FieldSet => set.below.get(step) ?? noFields

export const hasPath = (set: FieldSet, path: readonly Step[]): boolean =>
  path.reduce(at, set).isMember

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(a)) return b
  if (isEmpty(b)) return a
  const below = new Map(a.below)
  for (const [step, set] of b.below) below.set(step, union(at(a, step), set))
  return { isMember: a.isMember || b.isMember, below }
}

export const intersection = (a: FieldSet, b: FieldSet): FieldSet =>
  fieldSet(
    a.isMember && b.isMember,
    entriesOf(a, (set, step) => intersection(set, at(b, step))),
  )

/** The members of the first that are none of the second. */
export const difference = (a: FieldSet, b: FieldSet): FieldSet =>
  isEmpty(b)
    ? a
    : fieldSet(
        a.isMember && !b.isMember,
        entriesOf(a, (set, step) => difference(set, at(b, step))),
      )

/** The first without the members of the second, and without all that is below those. */
export function without(a: FieldSet, b: FieldSet): FieldSet {
  if (b.isMember) return noFields
  if (isEmpty(b)) return a
  return fieldSet(
    a.isMember,
    entriesOf(a, (set, step) => without(set, at(b, step))),
  )
}

const entriesOf = (set: FieldSet, to: (below: FieldSet, step: Step) => FieldSet) =>
  [...set.below].map(([step, below]) => [step, to(below, step)] as const)
