import { ContenderError } from '../../errors.ts'
import type { Slot } from '../signature.ts'
import { datatypeOf } from '../types.ts'

/** As onnxruntime-node describes an input or output. */
type Described = {
  readonly name: string
  readonly isTensor: boolean
  readonly type?: string
  readonly shape?: readonly (number | string)[]
}

/** What the runtime says that a model takes or gives. */
export function slotsOf(described: readonly unknown[]): readonly Slot[] {
  return (described as readonly Described[]).map(({ name, type, shape }) => {
    const datatype = type === undefined ? undefined : datatypeOf(type)
    if (datatype === undefined || shape === undefined) {
      const what = type === undefined ? 'no tensor' : `a tensor of ${type}`
      throw new ContenderError(
        'ModelInvalid',
        `${JSON.stringify(name)} is ${what}: it cannot be served`,
      )
    }
    return { name, datatype, shape: [...shape] }
  })
}
