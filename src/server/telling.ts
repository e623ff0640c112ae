import { failures, isFailureCode } from '../errors.ts'
import type { Trouble } from '../origins/download.ts'
import type { Log } from '../telemetry/log.ts'
import type { Happening, Wrong } from './models/happening.ts'

type Kind = Happening['kind']
type Row = { readonly level: 'info' | 'warn' | 'error'; readonly sentence: string }

const rows: { readonly [kind in Kind]: Row } = {
  Wanted: { level: 'info', sentence: 'models are wanted' },
  Loaded: { level: 'info', sentence: 'a model is loaded' },
  Failed: { level: 'error', sentence: 'a model cannot be loaded' },
  Died: { level: 'error', sentence: 'the thread of a model has ended' },
  Published: { level: 'info', sentence: 'what answers under a name has changed' },
  Changed: {
    level: 'error',
    sentence: 'a model has changed where it came from; it goes on as it is',
  },
  ChangedBack: { level: 'info', sentence: 'a model is again as it was where it came from' },
  Unchecked: {
    level: 'warn',
    sentence: 'whether a model has changed where it came from is unknown',
  },
  Released: { level: 'info', sentence: 'a model is released' },
  Unreleased: { level: 'warn', sentence: 'the memory of a model could not be given back' },
}

/** What happens to models, as lines of the log. */
export function logged(log: Log, happening: Happening): void {
  const { kind, ...fields } = happening
  const { level, sentence } = rows[kind]
  log[level]({ event: `Model${kind}`, ...shown(rounded(fields)) }, sentence)
}

/** What an origin makes trouble with, in the words of all other lines. */
export function troubled(log: Log, { said: detail, againInMs, ...fields }: Trouble): void {
  const again = againInMs === undefined ? {} : { againMs: againInMs }
  log.warn(rounded({ ...fields, ...again, detail }), 'an origin makes trouble')
}

/** Times to the microsecond: more is noise. */
function rounded<Value>(value: Value): Value {
  if (typeof value === 'number') return (Math.round(value * 1_000) / 1_000) as Value
  if (typeof value !== 'object' || value === null || value instanceof Error) return value
  if (Array.isArray(value)) return value
  const entries = Object.entries(value).map(([name, each]) => [name, rounded(each)])
  return Object.fromEntries(entries) as Value
}

/** A failure has its hint; only a bug has a stack. */
function shown(fields: object): object {
  if (!('cause' in fields)) return fields
  const { cause, message: detail, ...others } = fields as Wrong
  const { code } = others
  if (!isFailureCode(code)) return { ...others, detail, err: cause }
  return { ...others, detail, hint: failures[code].hint }
}
