import type { Json, JsonObject } from '../../../../src/api/json.ts'

type Verb = 'create' | 'update' | 'merge' | 'json' | 'strategic' | 'apply'

/** What is asked of an API server, of the one object of a scene. */
export type Request = {
  readonly verb: Verb
  readonly manager: string
  readonly body: Json
  readonly part?: 'status' | 'scale'
  readonly force?: boolean
}

/** A request and its answer: an object, or a `Status`. */
export type Recorded = Request & { readonly status: number; readonly answer: JsonObject }

/** What happened to one object, in order. */
export type Scene = {
  readonly name: string
  readonly kind: string
  readonly steps: readonly Recorded[]
}

export type Step = Request | ((live: JsonObject) => Request)

/** A scene that is still to be played. */
export type Script = Omit<Scene, 'steps'> & { readonly steps: readonly Step[] }
