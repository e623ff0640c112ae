/** A sentence about the server, and the conversation that shows whether it holds. */
export type Group = {
  readonly name: string
  readonly cases: { readonly [sentence: string]: readonly Step[] }
}

export type Step = RequestStep | WatchStep | EventsStep

export type RequestStep = Asked & {
  readonly method: string
  /** What later steps call this one: `<it.metadata.uid>` is the uid that its answer had. */
  readonly as?: string
  /** An object or a list is sent as JSON, a string as it is. */
  readonly body?: unknown
  /** What is asked again until the answer fits, where a server answers before all is done. */
  readonly until?: (status: number, body: unknown) => boolean
}

/** Opens a watch, and leaves it open. */
export type WatchStep = Asked & { readonly watch: string }

/** What the watch of that name has said since; it is closed then. */
export type EventsStep = {
  readonly events: string
  /** So many, or up to and including the first of that type, or all until the server ends it. */
  readonly upTo: number | 'BOOKMARK' | 'ERROR' | 'its end'
}

type Asked = {
  /** `<ns>` is the namespace of the case. */
  readonly path: string
  readonly query?: { readonly [name: string]: string }
  readonly headers?: { readonly [name: string]: string }
  readonly user?: User
  /** What of the answer's body is compared; all of it, where nothing is said. */
  readonly only?: Projection
}

/** Who asks: by itself the administrator. */
export type User = 'nobody' | 'a stranger'

export type Projection = (body: unknown) => unknown

type More = Omit<RequestStep, 'method' | 'path' | 'body'>

export const get = (path: string, more: More = {}): RequestStep => ({
  method: 'GET',
  path,
  ...more,
})

export const post = (path: string, body: unknown, more: More = {}): RequestStep => ({
  method: 'POST',
  path,
  body,
  ...more,
})

/** What must be there first. Only that it was made is compared: another case looks at the rest. */
export const given = (path: string, ...bodies: readonly object[]): readonly Step[] =>
  bodies.map((body) => post(path, body, { only: nothing }))

const nothing: Projection = () => undefined

export const put = (path: string, body: unknown, more: More = {}): RequestStep => ({
  method: 'PUT',
  path,
  body,
  ...more,
})

export const remove = (
  path: string,
  more: More & { readonly body?: unknown } = {},
): RequestStep => ({
  method: 'DELETE',
  path,
  ...more,
})

export const merge = patching('application/merge-patch+json')
export const jsonPatch = patching('application/json-patch+json')
export const strategic = patching('application/strategic-merge-patch+json')

/** Server-side apply, by the manager `one` unless the query says otherwise. */
export const apply = (path: string, body: unknown, more: More = {}): RequestStep =>
  patching('application/apply-patch+yaml')(path, body, {
    ...more,
    query: { fieldManager: 'one', ...more.query },
  })

export const watch = (
  as: string,
  path: string,
  query: { readonly [name: string]: string } = {},
  headers: { readonly [name: string]: string } = {},
): Step => ({ watch: as, path, query: { watch: 'true', ...query }, headers })

export const events = (of: string, upTo: EventsStep['upTo']): Step => ({ events: of, upTo })

function patching(contentType: string) {
  return (path: string, body: unknown, more: More = {}): RequestStep => ({
    method: 'PATCH',
    path,
    body,
    ...more,
    headers: { 'content-type': contentType, ...more.headers },
  })
}
