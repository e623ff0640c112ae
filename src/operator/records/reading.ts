import { printPath, root } from '../../admission/problem.ts'
import { violations } from '../../admission/schema.ts'
import { isJsonObject, type JsonObject } from '../../api/json.ts'
import type { ExperimentRecord } from '../../plan/record/record.ts'
import { recordFormat, recordSchema } from '../../plan/record/schema.ts'

export type Read = { readonly record: ExperimentRecord } | { readonly corrupt: string }

/** The record that a text holds. One that can't be read whole is never guessed at: a champion may hang on it. */
export function readRecord(text: string): Read {
  const document = parsed(text)
  if (document === undefined) return { corrupt: 'it is no JSON object' }
  const { format } = document
  if (typeof format === 'number' && format > recordFormat) {
    return { corrupt: `it has format ${format}, which a newer Contender has written` }
  }
  const [first] = violations(document, recordSchema, root)
  if (first !== undefined) return { corrupt: `${printPath(first.path)}: ${first.message}` }
  const record = document as unknown as ExperimentRecord
  if (record.round.epochs.length === 0) return { corrupt: 'its round has no epoch' }
  return { record }
}

function parsed(text: string): JsonObject | undefined {
  try {
    const document = JSON.parse(text)
    return isJsonObject(document) ? document : undefined
  } catch {
    return undefined
  }
}
