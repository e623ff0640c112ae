import type { Signature, Slot } from '../../onnx/signature.ts'
import { refused } from '../../protocol/refused.ts'
import type { Request, Wanted } from '../../protocol/request.ts'
import type { Tensor, Tensors } from '../../protocol/tensor.ts'
import { checkText } from './text.ts'

/** A request that the model can answer. */
export type Fitted = { readonly inputs: Tensors; readonly outputs: readonly Wanted[] }

/**
 * What is sent is what the model takes, or it is refused before the runtime sees it: ONNX Runtime ignores unknown
 * inputs, doesn't compare lengths that its own signature calls the same, and ends the process at some tensors
 * without elements.
 */
export function fitted({ inputs, outputs, isBinary }: Request, signature: Signature): Fitted {
  const lengths = new Map<string, number>()
  for (const [nth, input] of inputs.entries()) {
    const place = `inputs[${nth}]`
    const slot = slotOf(input.name, signature.inputs, `${place}.name`, 'input')
    checkFits(input, slot, place, lengths)
  }
  const absent = signature.inputs.find(({ name }) => inputs.every((input) => input.name !== name))
  if (absent !== undefined) throw refused('inputs', `${shown(absent.name)} is missing`)
  for (const [nth, { name }] of (outputs ?? []).entries()) {
    slotOf(name, signature.outputs, `outputs[${nth}].name`, 'output')
  }
  return { inputs, outputs: outputs ?? signature.outputs.map(({ name }) => ({ name, isBinary })) }
}

function slotOf(name: string, slots: readonly Slot[], path: string, kind: string): Slot {
  const slot = slots.find((each) => each.name === name)
  if (slot !== undefined) return slot
  const known = slots.map((each) => shown(each.name)).join(', ')
  throw refused(path, `${shown(name)} is no ${kind} of this model, which has ${known}`)
}

function checkFits(input: Tensor, slot: Slot, place: string, lengths: Map<string, number>): void {
  const { name, datatype, shape, values } = input
  if (datatype !== slot.datatype) {
    throw refused(`${place}.datatype`, `is ${datatype}, and ${shown(name)} takes ${slot.datatype}`)
  }
  if (!isOfShape(shape, slot.shape, lengths)) {
    const what = `[${shape.join(', ')}] is not of the shape that ${shown(name)} takes: ${shapeText(slot.shape)}`
    throw refused(`${place}.shape`, what)
  }
  if (values.length === 0) throw refused(`${place}.shape`, 'leaves no element')
  if (Array.isArray(values)) checkText(values, `${place}.data`)
}

/** Lengths of one name are the same, in all inputs. */
function isOfShape(
  shape: readonly number[],
  taken: Slot['shape'],
  lengths: Map<string, number>,
): boolean {
  if (shape.length !== taken.length) return false
  return shape.every((length, nth) => {
    const own = taken[nth] ?? ''
    if (own === '') return true
    const wanted = typeof own === 'number' ? own : (lengths.get(own) ?? length)
    if (typeof own === 'string') lengths.set(own, wanted)
    return length === wanted
  })
}

const shapeText = (shape: Slot['shape']): string =>
  `[${shape.map((length) => (length === '' ? 'any' : length)).join(', ')}]`

const shown = (name: string) => JSON.stringify(name)
