import type { Stream } from '../processes/spawner.ts'

/**
 * A line of a log file: when it was said, where, whether it is the whole rest of its line (`F`) or goes on
 * in the next entry (`P`), and the text. All but the text has a fixed width.
 */
export function entryOf(wallMs: number, stream: Stream, text: Buffer, isWhole: boolean): Buffer {
  const head = `${new Date(wallMs).toISOString()} ${stream} ${isWhole ? 'F' : 'P'} `
  return Buffer.concat([Buffer.from(head), text, lineFeed])
}

const lineFeed = Buffer.from('\n')
const time = 24 // 2025-11-22T10:00:00.000Z
const flagAt = time + 8
const textAt = flagAt + 2

/** An entry as it is shown, and whether a line ends with it. */
export type Shown = { readonly wallMs: number; readonly isWhole: boolean; readonly text: Buffer }

/** `undefined` for what is no entry, as the last words of a machine that stopped may be. */
export function readEntry(line: Buffer): Shown | undefined {
  const wallMs = Date.parse(line.toString('latin1', 0, time))
  if (line.length < textAt || Number.isNaN(wallMs)) return undefined
  return { wallMs, isWhole: line[flagAt] === whole, text: line.subarray(textAt) }
}

const whole = 'F'.charCodeAt(0)

/** The lines of a block, without their ends, and what of it is no whole line yet. */
export function linesOf(block: Buffer): {
  readonly lines: readonly Buffer[]
  readonly rest: Buffer
} {
  const lines: Buffer[] = []
  let from = 0
  for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, from)) {
    lines.push(block.subarray(from, end))
    from = end + 1
  }
  return { lines, rest: block.subarray(from) }
}

/** Where the last `count` lines of a block of whole entries begin, or how many it lacks. */
export function tailOf(
  block: Buffer,
  count: number,
): { readonly from: number } | { readonly lacking: number } {
  if (count === 0) return { from: block.length }
  let found = isOpen(block) ? 1 : 0
  for (let end = block.length; end > 0; ) {
    const start = block.lastIndexOf(10, end - 2) + 1
    // What ends here belongs to the line before, unless an entry before it is a part of the same line.
    if (block[start + flagAt] === whole && ++found > count) return { from: end }
    if (start === 0) break
    end = start
  }
  return found === count ? { from: 0 } : { lacking: count - found }
}

/** Whether the last line of a block has no end. */
function isOpen(block: Buffer): boolean {
  const start = block.length < 2 ? 0 : block.lastIndexOf(10, block.length - 2) + 1
  return block.length > 0 && block[start + flagAt] !== whole
}
