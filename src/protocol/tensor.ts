import type { Datatype, Values } from './datatypes.ts'

export type Tensor = {
  readonly name: string
  readonly datatype: Datatype
  readonly shape: readonly number[]
  readonly values: Values
}

/** What goes into a model, or comes out of it: one tensor a name. */
export type Tensors = readonly Tensor[]

/** How many elements a shape holds: one where it has no dimension. */
export const countOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)
