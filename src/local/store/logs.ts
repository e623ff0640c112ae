import { corrupt, tooNew } from './failures.ts'
import { linesOf } from './lines.ts'
import { logName } from './names.ts'
import { format, type LogRecord, readRecord } from './records.ts'

/** What logs say, one after the other, up to the first damage. */
export type Read = {
  readonly steps: readonly Step[]
  readonly version: number
  readonly isClosed: boolean
  /** Where that is; nothing was acknowledged after it. */
  readonly end: { readonly log: number; readonly offset: number } | undefined
}

export type Step = Extract<LogRecord, { readonly kind: 'change' | 'opened' }>

type Files = ReadonlyMap<string, Buffer>

export function readLogs(
  folder: string,
  files: Files,
  numbers: readonly number[],
  after: number,
): Read {
  const lines = [...linesIn(folder, files, numbers)]
  let reached: Reached = { log: 0, version: after, isClosed: numbers.length === 0 }
  let sound = 0
  for (const found of lines) {
    const next = advanced(reached, found)
    if (next === undefined) break
    reached = next
    sound += 1
  }
  const { version, isClosed } = reached
  const [end, ...later] = lines.slice(sound)
  if (end !== undefined && later.some(({ record }) => safeVersion(record) > version)) {
    const files = numbers.filter((number) => number > end.log).map(logName)
    throw corrupt(folder, { name: logName(end.log), offset: end.offset }, files)
  }
  const steps = lines.slice(0, sound).flatMap(({ record }) => (isStep(record) ? record : []))
  return { steps, version, isClosed, end }
}

type Found = {
  readonly log: number
  readonly offset: number
  /** Absent where the line is damaged. */
  readonly record: LogRecord | undefined
}

function* linesIn(folder: string, files: Files, logs: readonly number[]): Generator<Found> {
  for (const log of logs) {
    for (const { offset, text } of linesOf(files.get(logName(log)) ?? Buffer.alloc(0))) {
      yield { log, offset, record: text === undefined ? undefined : recordIn(folder, log, text) }
    }
  }
}

function recordIn(folder: string, log: number, text: string): LogRecord {
  const record = readRecord<LogRecord>(text)
  if (record.kind !== 'log' || record.format <= format) return record
  throw tooNew(folder, logName(log), record.format)
}

type Reached = { readonly log: number; readonly version: number; readonly isClosed: boolean }

/** `undefined` where the line is damaged, or cannot follow what comes before it: then something is missing. */
function advanced(reached: Reached, { log, record }: Found): Reached | undefined {
  if (record === undefined || !follows(record, reached, log)) return undefined
  const version = isStep(record) ? record.version : reached.version
  return { log, version, isClosed: record.kind === 'closed' }
}

function follows(record: LogRecord, { log, version }: Reached, read: number): boolean {
  if (record.kind === 'log') return log < read && record.log === read && record.after === version
  return log === read && order[record.kind](record.version, version)
}

/** Which version each record has, after that of the last change. */
const order = {
  change: (version, last) => version === last + 1,
  opened: (version, last) => version >= last,
  durable: (version, last) => version <= last,
  closed: (version, last) => version === last,
} as const satisfies {
  readonly [kind in Exclude<LogRecord['kind'], 'log'>]: (version: number, last: number) => boolean
}

function safeVersion(record: LogRecord | undefined): number {
  return record?.kind === 'durable' || record?.kind === 'closed' ? record.version : 0
}

const isStep = (record: LogRecord | undefined): record is Step =>
  record?.kind === 'change' || record?.kind === 'opened'
