import { ContenderError } from '../errors.ts'
import { type Frame, format, frameAt, headLength, headOf, kinds, syncedBy } from './framing.ts'
import { givingUp } from './giving-up.ts'

export type Found = {
  /** The snapshot, of which the first one has the kind 0, and all that followed it. */
  readonly frames: readonly Frame[]
  /** Whoever wrote it left in peace, and nothing is missing. */
  readonly isClosed: boolean
}

/**
 * What the file of a journal says, up to the first damage. A kill tears the end of the last write, a loss of power
 * whatever was not synced yet: nobody was told that this is safe. Where a mark says otherwise, `StateCorrupt`.
 */
export function readJournal(path: string, bytes: Buffer): Found {
  const head = headOf(bytes)
  if (head === undefined) throw damaged(path, 0)
  if (head.format > format) throw tooNew(path, head.format)
  const { frames, end, hasMark, isClosed } = soundIn(bytes, head.sum)
  // The file got its name after all of the snapshot was synced, with a mark behind it.
  if (!hasMark) throw damaged(path, end)
  const isCut = end < bytes.length
  if (isCut && syncedBy(bytes, head.secret, end) > end)
    throw damaged(path, end, givingUp(path, end))
  return { frames, isClosed: isClosed && !isCut }
}

function soundIn(bytes: Buffer, sum: number) {
  const frames: Frame[] = []
  let [end, last] = [headLength, sum]
  let [hasMark, isClosed] = [false, false]
  for (;;) {
    const frame = frameAt(bytes, end, last)
    if (frame === undefined) return { frames, end, hasMark, isClosed }
    const { kind, payload } = frame
    if (kind < kinds.closed) frames.push({ kind, payload })
    end = frame.end
    last = frame.sum
    hasMark ||= kind === kinds.mark
    isClosed = kind === kinds.closed
  }
}

function damaged(path: string, offset: number, ...wayOut: readonly string[]): ContenderError {
  const said = [`${path} is damaged at byte ${offset}`, ...wayOut].join('; ')
  return new ContenderError('StateCorrupt', said)
}

const tooNew = (path: string, found: number) =>
  new ContenderError(
    'StateTooNew',
    `${path} has format ${found}, and this version reads up to ${format}`,
  )
