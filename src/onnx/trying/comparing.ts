import { halfValue } from '../../protocol/halves.ts'
import { countOf, type Tensor, type Tensors } from '../../protocol/tensor.ts'
import { limits } from '../limits.ts'

const offs: { readonly [datatype: string]: number } = limits.off

/**
 * Where outputs of several rows are not, row by row, what each row gives alone: in words, or undefined.
 * `alone` is in the order of the rows, each of one row.
 */
export function mixture(together: Tensors, alone: readonly Tensors[]): string | undefined {
  for (const [nth, all] of together.entries()) {
    const parts = alone.flatMap((tensors) => tensors[nth] ?? [])
    const found = shapeMixture(all, parts) ?? valueMixture(all, parts)
    if (found !== undefined)
      return `rows do not keep apart: output ${JSON.stringify(all.name)} ${found}`
  }
  return undefined
}

function shapeMixture(all: Tensor, parts: readonly Tensor[]): string | undefined {
  const wanted = [parts.length, ...all.shape.slice(1)]
  if (all.shape[0] !== parts.length) return `has the shape [${all.shape}] for ${parts.length} rows`
  const odd = parts.find(({ shape }) => `${shape}` !== `${[1, ...wanted.slice(1)]}`)
  return odd && `has the shape [${odd.shape}] for one row`
}

function valueMixture(all: Tensor, parts: readonly Tensor[]): string | undefined {
  const size = countOf(all.shape.slice(1))
  const off = (offs[all.datatype] ?? 0) * largest(all)
  for (const [row, part] of parts.entries()) {
    for (let at = 0; at < size; at++) {
      const [is, should] = [elementOf(all, row * size + at), elementOf(part, at)]
      if (!isNear(is, should, off)) return `is ${is} where the row alone gives ${should}`
    }
  }
  return undefined
}

type Element = number | bigint | string | undefined

function elementOf({ datatype, values }: Tensor, at: number): Element {
  const value = values[at]
  return datatype === 'FP16' ? halfValue(Number(value)) : value
}

function isNear(is: Element, should: Element, off: number): boolean {
  if (Object.is(is, should) || is === should) return true
  return typeof is === 'number' && typeof should === 'number' && Math.abs(is - should) <= off
}

/** A row's number may be a small difference of large ones: what it may be off depends on these. */
function largest(tensor: Tensor): number {
  let most = 0
  if (offs[tensor.datatype] === undefined) return most
  for (let at = 0; at < tensor.values.length; at++) {
    const size = Math.abs(Number(elementOf(tensor, at)))
    if (Number.isFinite(size) && size > most) most = size
  }
  return most
}
