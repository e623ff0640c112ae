import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { badRequest, type Refusal } from './refusal.ts'

/** What comes of a patch: an object still to be decoded, or a refusal. */
export type Patched =
  | {
      readonly patched: JsonObject
      /** What a strict server refuses with a 422, and any other warns of. */
      readonly warnings?: readonly string[]
    }
  | { readonly refused: Refusal }

/** What Go's decoder says of a patch of another sort than it should be. */
export const undecodable = (patch: Json, into: string): { readonly refused: Refusal } => ({
  refused: badRequest(
    `error decoding patch: json: cannot unmarshal ${sortInGo(patch)} into Go ${into}`,
  ),
})

/** How Go's decoder calls what it finds. */
export function sortInGo(value: Json): string {
  if (Array.isArray(value)) return 'array'
  if (isJsonObject(value)) return 'object'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'string' ? 'string' : 'number'
}
