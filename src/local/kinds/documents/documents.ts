import type { JsonObject } from '../../../api/json.ts'
import type { Kind } from '../kind.ts'
import { discovery } from './discovery.ts'
import { openApi } from './openapi.ts'

/** What a client may ask of a server before it knows its kinds: by path; each is made once, when asked for. */
export function createDocuments(kinds: readonly Kind[]): (path: string) => JsonObject | undefined {
  const makers = { ...discovery(kinds), ...openApi(kinds) }
  const made = new Map<string, JsonObject>()
  return (path) => {
    const known = made.get(path)
    if (known !== undefined) return known
    const document = Object.hasOwn(makers, path) ? makers[path]?.() : undefined
    if (document !== undefined) made.set(path, document)
    return document
  }
}
