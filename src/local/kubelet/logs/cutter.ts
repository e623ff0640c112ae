import type { Stream } from '../processes/spawner.ts'
import { entryOf, linesOf } from './entry.ts'

/** A line that goes on for longer is kept in parts. */
const longestPart = 16 * 1024

/** Cuts what a process says into entries. A line is one once it is over, or too long, or all is over. */
export function createCutter(wall: () => number) {
  const open: { [stream in Stream]: Buffer } = { stdout: nothing, stderr: nothing }

  function cut(stream: Stream, said: Buffer): readonly Buffer[] {
    const { lines, rest } = linesOf(Buffer.concat([open[stream], said]))
    const whole = lines.flatMap((line) => parts(stream, line, true))
    const full = rest.length - (rest.length % longestPart)
    open[stream] = Buffer.from(rest.subarray(full)) // a copy: what it is a part of may go
    return [...whole, ...parts(stream, rest.subarray(0, full), false)]
  }

  function parts(stream: Stream, line: Buffer, isWhole: boolean): readonly Buffer[] {
    const [now, entries] = [wall(), [] as Buffer[]]
    let from = 0
    for (; line.length - from > longestPart; from += longestPart) {
      entries.push(entryOf(now, stream, line.subarray(from, from + longestPart), false))
    }
    if (isWhole || from < line.length)
      entries.push(entryOf(now, stream, line.subarray(from), isWhole))
    return entries
  }

  /** What was said last, without the end of a line. */
  function rest(): readonly Buffer[] {
    return (['stdout', 'stderr'] as const).flatMap((stream) => {
      const left = open[stream]
      open[stream] = nothing
      return parts(stream, left, false)
    })
  }

  return { cut, rest }
}

const nothing = Buffer.alloc(0)
