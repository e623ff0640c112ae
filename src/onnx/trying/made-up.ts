import { type Datatype, datatypes, type Values } from '../../protocol/datatypes.ts'
import { halfBits } from '../../protocol/halves.ts'
import { countOf, type Tensor, type Tensors } from '../../protocol/tensor.ts'
import type { Slot } from '../signature.ts'
import { rowSymbols } from './rows.ts'

/** Which inputs: a row for each kind of row, as often as it is named, and how long other open dimensions are. */
export type Making = { readonly rows: readonly number[]; readonly length: number }

/**
 * Inputs that hardly any model objects to: numbers from zero to one, "a" and "b". Rows of one kind are the same, those
 * of two differ. They are the same in each process.
 */
export function madeUp(inputs: readonly Slot[], making: Making): Tensors {
  const symbols = rowSymbols(inputs)
  return inputs.map((slot, nth) => {
    const shape = slot.shape.map((length, place) => lengthOf(length, place, making, symbols))
    return tensorOf(slot, shape, making, nth)
  })
}

function lengthOf(
  length: number | string,
  place: number,
  { rows, length: other }: Making,
  symbols: ReadonlySet<number | string>,
): number {
  if (typeof length === 'number') return length
  return place === 0 || symbols.has(length) ? rows.length : other
}

function tensorOf(slot: Slot, shape: readonly number[], { rows }: Making, nth: number): Tensor {
  const { name, datatype } = slot
  const values = datatypes[datatype].make(countOf(shape))
  const isByRow = typeof slot.shape[0] === 'string'
  const size = isByRow ? countOf(shape.slice(1)) : values.length
  const making = makings[datatype] ?? whole
  for (let at = 0; at < values.length; at++) {
    const kind = isByRow ? (rows[Math.floor(at / size)] ?? 0) : 0
    put(values, at, making(at % size, kind, nth))
  }
  return { name, datatype, shape, values }
}

type Element = number | bigint | string
type Make = (place: number, kind: number, nth: number) => Element

const makings: { readonly [datatype in Datatype]?: Make } = {
  INT64: (place, kind) => BigInt((place + kind) % 2),
  UINT64: (place, kind) => BigInt((place + kind) % 2),
  BYTES: (_, kind) => (kind % 2 === 0 ? 'a' : 'b'),
  FP16: (place, kind, nth) => halfBits(real(place, kind, nth)),
  FP32: real,
  FP64: real,
}

function whole(place: number, kind: number): number {
  return (place + kind) % 2
}

/** Multiples of irrational numbers, less what is whole: spread evenly, and hardly ever the same twice. */
function real(place: number, kind: number, nth: number): number {
  return (
    ((place + 1) * 0.6180339887498949 + kind * 0.7548776662466927 + nth * 0.5698402909980532) % 1
  )
}

function put(values: Values, at: number, element: Element): void {
  values[at] = element as never
}
