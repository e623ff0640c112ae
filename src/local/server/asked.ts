import type { JsonObject } from '../../api/json.ts'
import type { Kind, Subresource } from '../kinds/kind.ts'
import type { Route } from './route.ts'

/** A request that leads to a resource. */
export type Asked = {
  readonly method: string
  readonly route: Route
  readonly query: URLSearchParams
  /** As text; empty where there is none. */
  readonly body: string
  readonly contentType: string
  readonly userAgent: string
}

/** What it comes to; how it is shown is up to whoever asked. */
export type Outcome =
  | {
      readonly status: 200 | 201
      readonly object: JsonObject
      /** Absent for what is of no kind that is served: a Status, a Scale. */
      readonly kind?: Kind
      readonly warnings?: readonly string[]
    }
  | { readonly kind: Kind; readonly items: readonly JsonObject[]; readonly metadata: JsonObject }

type Write = {
  readonly kind: Kind
  /** As it was; absent of what was made. */
  readonly live?: JsonObject
  readonly object: JsonObject
  readonly subresource?: Subresource | undefined
  /** What was said of the body. */
  readonly warnings: readonly string[]
}

/** What a write comes to, with what the kind has to say of what was written. */
export function written({ kind, live, object, subresource, warnings }: Write): Outcome {
  const said = subresource === 'status' ? [] : (kind.warnings?.(object, live) ?? [])
  const isNew = live === undefined
  const inert = isNew && kind.inert !== undefined ? [kind.inert] : []
  return { status: isNew ? 201 : 200, object, kind, warnings: [...warnings, ...said, ...inert] }
}
