import type { JsonObject } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'
import type { WriteOptions } from './options.ts'
import { badRequest, type Refusal } from './refusal.ts'

export type Understood = { readonly object: JsonObject; readonly warnings: readonly string[] }

/** What was sent, as the kind reads it. `refuse` says why it cannot be read. */
export function understood(
  kind: Kind,
  sent: JsonObject,
  { fieldValidation }: Pick<WriteOptions, 'fieldValidation'>,
  refuse: (message: string) => Refusal = badRequest,
): Understood {
  const decoded = kind.decode(sent, fieldValidation)
  if ('problems' in decoded) throw refuse(decoded.message)
  const warnings = fieldValidation === 'Warn' ? decoded.unknown.map(({ message }) => message) : []
  return { object: decoded.object, warnings }
}
