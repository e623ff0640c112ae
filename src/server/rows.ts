import { datatypes, type Values } from '../protocol/datatypes.ts'
import { countOf, type Tensor, type Tensors } from '../protocol/tensor.ts'

/** How many rows tensors have that agree about it. */
export function rowsOf(tensors: Tensors): number | undefined {
  const rows = tensors[0]?.shape[0]
  return tensors.every(({ shape }) => shape[0] === rows) ? rows : undefined
}

/** Whether tensors are alike but for their rows: the same names in the same order, of the same datatypes and lengths. */
export function areAlike(some: Tensors, others: Tensors): boolean {
  return some.length === others.length && some.every((tensor, nth) => isAlike(tensor, others[nth]))
}

function isAlike({ name, datatype, shape }: Tensor, other: Tensor | undefined): boolean {
  if (other?.name !== name || other.datatype !== datatype) return false
  if (other.shape.length !== shape.length) return false
  return shape.every((length, nth) => nth === 0 || length === other.shape[nth])
}

/** Tensors that are alike but for their rows, one below the other. */
export function joined(parts: readonly Tensors[]): Tensors {
  const [first = []] = parts
  return first.map((tensor, nth) => {
    const pieces = parts.flatMap((part) => part[nth] ?? [])
    const rows = pieces.reduce((sum, { shape: [own = 0] }) => sum + own, 0)
    return { ...tensor, shape: [rows, ...tensor.shape.slice(1)], values: together(tensor, pieces) }
  })
}

function together({ datatype }: Tensor, pieces: Tensors): Values {
  const all = datatypes[datatype].make(pieces.reduce((sum, { values }) => sum + values.length, 0))
  if (Array.isArray(all)) return pieces.flatMap(({ values }) => values as string[])
  let at = 0
  for (const { values } of pieces) {
    // Both are of the datatype's own kind.
    all.set(values as never, at)
    at += values.length
  }
  return all
}

/** The rows from `from` on, as many as asked for. */
export function cut(tensors: Tensors, from: number, rows: number): Tensors {
  return tensors.map((tensor) => {
    const tail = tensor.shape.slice(1)
    const size = countOf(tail)
    const values = tensor.values.slice(from * size, (from + rows) * size)
    return { ...tensor, shape: [rows, ...tail], values }
  })
}
