import type { Seen } from '../../evidence/seen/seen.ts'

/** What was last noted to be new, for those who know all before. Places in it only grow. */
type Recent = {
  readonly add: (seen: Seen) => void
  /** After all that was noted. */
  readonly end: () => number
  /** What comes from a place on, as much as one piece holds, and where that ends; nothing where it is too long ago. */
  readonly from: (place: number) => { readonly seen: Seen; readonly end: number } | undefined
}

type Block = Seen['blocks'][number]

export function createRecent(limits: Limits = usualLimits): Recent {
  let blocks: Block[] = []
  let [first, characters] = [0, 0]

  function add(seen: Seen): void {
    for (const block of seen.blocks) {
      blocks.push(block)
      characters += lengthOf(block)
    }
    if (characters <= limits.allCharacters) return
    let dropped = 0
    while (characters > limits.allCharacters / 2) characters -= lengthOf(blocks[dropped++])
    blocks = blocks.slice(dropped)
    first += dropped
  }

  function from(place: number): ReturnType<Recent['from']> {
    if (place < first) return undefined
    let [end, length] = [place - first, 0]
    while (end < blocks.length && length < limits.pieceCharacters) length += lengthOf(blocks[end++])
    return { seen: { format: 1, blocks: blocks.slice(place - first, end) }, end: first + end }
  }

  return { add, from, end: () => first + blocks.length }
}

type Limits = {
  /** The latest half of so many is kept at least. */
  readonly allCharacters: number
  readonly pieceCharacters: number
}

/** That of two minutes at a thousand outcomes a second. */
const usualLimits: Limits = { allCharacters: 16 * 2 ** 20, pieceCharacters: 2 ** 17 }

/** About, as JSON. */
const lengthOf = (block: Block | undefined) => 100 + (block?.bits.length ?? 0)
