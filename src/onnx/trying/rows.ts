import type { Slot } from '../signature.ts'

/** What the first dimension of the inputs means. */
export type RowKind =
  /** Each request may have as many as it likes. */
  | { readonly kind: 'Open' }
  /** `why` requests can't be put together, and how many rows a run has, if its inputs agree about it. */
  | { readonly kind: 'Fixed'; readonly rows: number | undefined; readonly why: string }

export function rowKindOf(inputs: readonly Slot[]): RowKind {
  const [first] = inputs
  if (first === undefined) return { kind: 'Fixed', rows: undefined, why: 'it takes no input' }
  const closed = inputs.find(({ shape: [length] }) => typeof length !== 'string')
  const symbols = rowSymbols(inputs)
  const inner = inputs.find(({ shape }) => shape.slice(1).some((length) => symbols.has(length)))
  if (closed === undefined && inner === undefined) return { kind: 'Open' }
  const why =
    closed === undefined
      ? `the rows are another dimension of input ${JSON.stringify(inner?.name)}, too`
      : `the first dimension of input ${JSON.stringify(closed.name)} is not open`
  return { kind: 'Fixed', rows: closed === undefined ? undefined : fixedRows(inputs), why }
}

/** Names of first dimensions that are open. */
export function rowSymbols(inputs: readonly Slot[]): ReadonlySet<number | string> {
  return new Set(
    inputs.flatMap(({ shape: [first] }) =>
      typeof first === 'string' && first !== '' ? [first] : [],
    ),
  )
}

/** A vector of a fixed length is a row itself. */
function fixedRows(inputs: readonly Slot[]): number | undefined {
  const [rows, ...others] = inputs.map(({ shape }) => (shape.length > 1 ? shape[0] : undefined))
  return typeof rows === 'number' && others.every((each) => each === rows) ? rows : undefined
}

/** Whether any dimension but that of the rows is open: then nobody knows how long a run may take. */
export function hasOpenLengths(inputs: readonly Slot[]): boolean {
  return inputs.some(({ shape }) => shape.slice(1).some((length) => typeof length === 'string'))
}
