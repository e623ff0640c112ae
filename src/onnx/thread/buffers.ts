import { datatypes, type Values } from '../../protocol/datatypes.ts'
import type { Tensor, Tensors } from '../../protocol/tensor.ts'

/**
 * Copies of tensors, to be given away: whoever sent them may need them again, when a run fails that several shared.
 * A view of a large body becomes no larger than itself, where a message would copy the whole body with it.
 */
export function copies(tensors: Tensors): Tensors {
  return tensors.map((tensor) => ({ ...tensor, values: copy(tensor) }))
}

function copy({ datatype, values }: Tensor): Values {
  if (Array.isArray(values)) return values // a message copies them
  const own = datatypes[datatype].make(values.length)
  // Both are of the datatype's own kind.
  if (!Array.isArray(own)) own.set(values as never)
  return own
}

/** The buffers of tensors, each once: a message moves them. */
export function buffersOf(tensors: Tensors): readonly ArrayBuffer[] {
  const buffers = tensors.flatMap(({ values }) => (Array.isArray(values) ? [] : [values.buffer]))
  return [...new Set(buffers as ArrayBuffer[])]
}
