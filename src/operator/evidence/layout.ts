import { hash } from 'node:crypto'
import { ContenderError } from '../../errors.ts'
import type { Packed } from './packing.ts'
import { mostBytes } from './settings.ts'

/** Which objects hold a check-point: the one that says so, and pieces of what has no room there. */
export type Layout = {
  readonly index: Index
  readonly inline: readonly Packed[]
  readonly pieces: readonly Packed[]
}

/** What lies where, as JSON in the object that bears the experiment's name. */
export type Index = {
  readonly format: 1
  readonly digest: string
  /** Without pieces it lies beside the index. */
  readonly parts: readonly { readonly name: string; readonly pieces: readonly string[] }[]
}

/**
 * The small parts lie beside the index, so that the check-point of most experiments is written at once, or not at all. A piece
 * is named after what is in it: it is never written over, so that an index always finds its own.
 */
export function layoutOf(
  prefix: string,
  { digest, parts }: { readonly digest: string; readonly parts: readonly Packed[] },
  mostPieceBytes: number,
): Layout {
  const all = parts.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (all > mostBytes) throw tooLarge(all)
  const inline = new Set<Packed>()
  let left = mostPieceBytes
  for (const part of parts.toSorted((a, b) => a.bytes.length - b.bytes.length)) {
    left -= part.bytes.length
    if (left >= 0) inline.add(part)
  }
  const cut = parts.map((part) => ({
    part,
    pieces: inline.has(part)
      ? []
      : piecesOf(
          `${prefix}-${part.name.toLowerCase().replace('.', '-')}`,
          part.bytes,
          mostPieceBytes,
        ),
  }))
  return {
    index: {
      ...{ format: 1, digest },
      parts: cut.map(({ part, pieces }) => ({ name: part.name, pieces: pieces.map(nameOf) })),
    },
    inline: [...inline],
    pieces: cut.flatMap(({ pieces }) => pieces),
  }
}

function piecesOf(prefix: string, bytes: Buffer, mostPieceBytes: number): readonly Packed[] {
  const count = Math.ceil(bytes.length / mostPieceBytes)
  return Array.from({ length: count }, (_, nth) => {
    const piece = bytes.subarray(nth * mostPieceBytes, (nth + 1) * mostPieceBytes)
    return { name: `${prefix}-${hash('sha256', piece).slice(0, 16)}`, bytes: piece }
  })
}

const nameOf = ({ name }: Packed) => name

const tooLarge = (bytes: number) =>
  new ContenderError(
    'EvidenceTooLarge',
    `the check-point has ${bytes} bytes, packed, and there is room for ${mostBytes}`,
  )
