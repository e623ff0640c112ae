import { ContenderError } from '../../errors.ts'
import { countOf, type Tensors } from '../../protocol/tensor.ts'
import { limits } from '../limits.ts'
import type { Slot } from '../signature.ts'
import type { Timed } from '../thread/threaded.ts'
import { type Making, madeUp } from './made-up.ts'

/** A model that is being tried. */
export type Ground = {
  readonly run: (inputs: Tensors, outputs: readonly string[]) => Promise<Timed>
  readonly inputs: readonly Slot[]
  readonly outputs: readonly string[]
}

export type Went = Timed & { readonly inputs: Tensors }
export type Failed = { readonly why: string }

/** The outputs of made-up inputs and the least time that it took, or why the model refused them. */
export async function attempt(ground: Ground, making: Making): Promise<Went | Failed> {
  const size = elementsOf(ground.inputs, making)
  if (size === 0 || size > limits.elements)
    return { why: `a tensor of ${size} elements is not made up` }
  const inputs = madeUp(ground.inputs, making)
  try {
    return { inputs, ...(await ground.run(inputs, ground.outputs)) }
  } catch (cause) {
    if (cause instanceof ContenderError && cause.code === 'InferenceFailed') {
      return { why: cause.message }
    }
    throw cause
  }
}

/** The same several times: whatever else the machine does only adds to how long it takes. */
export async function attemptAgain(ground: Ground, making: Making): Promise<Went | Failed> {
  let best = await attempt(ground, making)
  let spentMs = 0
  for (let nth = 1; nth < limits.repeats && spentMs < limits.repeatMs; nth++) {
    const next = await attempt(ground, making)
    if ('why' in next) return next
    spentMs += next.ms
    if ('why' in best || next.ms < best.ms) best = next
  }
  return best
}

/** The largest or the emptiest tensor of these. */
function elementsOf(inputs: readonly Slot[], { rows, length }: Making): number {
  const open = Math.max(rows.length, length)
  const sizes = inputs.map(({ shape: [first, ...others] }) =>
    countOf([
      typeof first === 'string' ? rows.length : (first ?? 1),
      ...others.map((each) => (typeof each === 'string' ? open : each)),
    ]),
  )
  return sizes.includes(0) ? 0 : Math.max(1, ...sizes)
}
