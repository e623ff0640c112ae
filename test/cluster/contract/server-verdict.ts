import type { JsonObject } from '../../../src/api/json.ts'
import { jsonText } from '../../specs/json-text.ts'
import type { Client } from '../client.ts'
import { experimentsPath } from '../kubectl.ts'

/** What an API server says of an object, as far as ours must agree. */
export type Verdict = {
  readonly phase: 'accepted' | 'decoding' | 'validation' | 'other'
  /** Sorted and unique; a decoding error that names no field has none. */
  readonly paths: readonly string[]
  readonly message: string
}

type Status = {
  readonly message?: string
  readonly details?: { readonly causes?: readonly { readonly field?: string }[] }
}

/** Asks the server to create an object, strictly and without doing it. */
export async function askServer(client: Client, object: JsonObject): Promise<Verdict> {
  const path = `${experimentsPath}?dryRun=All&fieldValidation=Strict`
  const { status, body } = await client.request('POST', path, { body: jsonText(object) })
  if (status === 201) return { phase: 'accepted', paths: [], message: '' }
  const { message = '', details } = body as Status
  const fields = details?.causes?.flatMap(({ field }) => field ?? []) ?? []
  return {
    phase: phases[status] ?? 'other',
    paths: unique(status === 400 ? unknownFields(message) : fields),
    message,
  }
}

const phases: { readonly [status: number]: Verdict['phase'] } = {
  400: 'decoding',
  422: 'validation',
}

/** A strict refusal names its fields only in its sentence. */
function unknownFields(message: string): readonly string[] {
  return [...message.matchAll(/(?:unknown|duplicate) field "([^"]+)"/g)].map(
    ([, field = '']) => field,
  )
}

export const unique = (paths: readonly string[]): readonly string[] => [...new Set(paths)].sort()
