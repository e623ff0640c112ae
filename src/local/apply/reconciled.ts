import type { Claims } from './claims.ts'
import { type FieldSet, leaf } from './field-set.ts'
import { fieldShape, type Shape } from './shape.ts'
import type { Step } from './steps.ts'
import type { Subject } from './subject.ts'

/**
 * The claims that mean something today: those of another version of the kind are forgotten, as the server
 * forgets them, and who owned parts of what has one owner now owns the whole.
 */
export const reconciled = (claims: Claims, { apiVersion, shape }: Subject): Claims =>
  new Map(
    [...claims]
      .filter(([, claim]) => claim.apiVersion === apiVersion)
      .map(([id, claim]) => [id, { ...claim, fields: fitted(claim.fields, shape) }]),
  )

function fitted(set: FieldSet, { map, list, scalar }: Shape): FieldSet {
  if (map) {
    if (map.isAtomic) return set.below.size > 0 ? leaf : set
    return withBelow(set, (step) =>
      step.startsWith('f:') ? fieldShape(map, step.slice(2)) : map.others?.(),
    )
  }
  if (scalar || !list) return set
  return list.isAtomic ? leaf : withBelow(set, () => list.items())
}

function withBelow(set: FieldSet, shapeOf: (step: Step) => Shape | undefined): FieldSet {
  const below = [...set.below].map(([step, inner]) => {
    const shape = shapeOf(step)
    return [step, shape ? fitted(inner, shape) : inner] as const
  })
  return { ...set, below: new Map(below) }
}
