import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { saidBy } from '../../errors.ts'
import type { SentOutcome } from './outcome.ts'
import type { Piece } from './rest.ts'

/** What is wrong with an outcome: a value, since a batch may hold thousands. */
export type Wrong = { readonly wrong: string; readonly isJson: boolean }

export const isWrong = (read: object): read is Wrong => Object.hasOwn(read, 'wrong')

export function outcomeIn(piece: Piece): SentOutcome | Wrong {
  if (typeof piece !== 'string') return { wrong: piece.noText, isJson: false }
  try {
    return sentOf(JSON.parse(piece))
  } catch (cause) {
    return { wrong: `it is no JSON: ${saidBy(cause)}`, isJson: false }
  }
}

/** An outcome as it must be, nothing else in it: who misspells a field would wait for its score in vain. */
export function sentOf(document: Json | undefined): SentOutcome | Wrong {
  if (!isJsonObject(document)) return wrong('an outcome is an object with a receipt')
  const stranger = strangerIn(document)
  if (stranger !== undefined) return wrong(`${quoted(stranger)} is no field of an outcome`)
  const { receipt, truth, values } = document
  if (typeof receipt !== 'string') return wrong('receipt must be the text that the answer bore')
  if (!isKeepable(truth, mostDeep) || !isKeepable(values, mostDeep)) return wrong(unkeepable)
  const told = truth === undefined ? { receipt } : { receipt, truth }
  if (values === undefined || values === null) return told
  return isJsonObject(values) ? { ...told, values } : wrong('values must be an object')
}

function strangerIn(document: JsonObject): string | undefined {
  for (const name in document) if (!fields.has(name)) return name
  return undefined
}

const fields: ReadonlySet<string> = new Set(['receipt', 'truth', 'values'])

/** What JSON could not write down again as it was read would be another outcome the next time. */
function isKeepable(value: Json | undefined, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  for (const inner of Object.values(value)) if (!isKeepable(inner, depth - 1)) return false
  return true
}

const mostDeep = 32

const unkeepable = `truth and values are nested at most ${mostDeep} times, and numbers lie between ±1.8e308`

const quoted = (name: string) => JSON.stringify(name.slice(0, 64))

const wrong = (what: string): Wrong => ({ wrong: what, isJson: true })
