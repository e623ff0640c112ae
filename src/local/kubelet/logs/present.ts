import { readEntry } from './entry.ts'

export type Presented = {
  readonly timestamps: boolean
  readonly sinceMs?: number | undefined
  readonly limitBytes?: number | undefined
}

/** Entries as `kubectl logs` shows them: their texts, perhaps with the time before each line. */
export function createPresenter({ timestamps, sinceMs = 0, limitBytes }: Presented) {
  let left = limitBytes ?? Number.POSITIVE_INFINITY
  let isAtStart = true

  function present(lines: readonly Buffer[]): Buffer {
    const shown = Buffer.concat(lines.flatMap(shownAs))
    const taken = shown.subarray(0, Math.min(shown.length, left))
    left -= taken.length
    return taken
  }

  function shownAs(line: Buffer): readonly Buffer[] {
    const entry = readEntry(line)
    if (entry === undefined || entry.wallMs < sinceMs) return []
    const { wallMs, text, isWhole } = entry
    const time = timestamps && isAtStart ? `${new Date(wallMs).toISOString()} ` : ''
    isAtStart = isWhole
    return [Buffer.from(time), text, Buffer.from(isWhole ? '\n' : '')]
  }

  return { present, isFull: () => left <= 0 }
}
