import type { Problem } from '../../admission/problem.ts'
import type { JsonObject } from '../../api/json.ts'
import type { StoredObject } from '../store/store.ts'
import type { FieldSchema } from './field-schema.ts'

/** A kind that is served, and all that the server must know of it: nothing else there names a kind. */
export type Kind = {
  /** Empty for what is as old as Kubernetes. */
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly plural: string
  readonly singular: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly isNamespaced: boolean
  /** Defined by a CRD, which the server treats otherwise in small things. */
  readonly isCustom?: true
  readonly subresources: readonly Subresource[]
  /** Of the whole object: for pruning, merging, and the OpenAPI document. */
  readonly schema: FieldSchema
  /** What JSON from Go has of an object that says nothing: `{}` for kinds of a CRD. */
  readonly blank: JsonObject
  /** What a write of the object, or of its status, cannot change, so that nobody owns it by that. */
  readonly unwritable: {
    readonly object: readonly FieldPath[]
    readonly status: readonly FieldPath[]
  }
  /** Where its objects lie: two versions of one kind share them, as the two of Event do. */
  readonly storedAs: string
  /** From this version to the one that is stored, and back. */
  readonly toStored: (object: JsonObject) => JsonObject
  readonly fromStored: (stored: JsonObject) => JsonObject
  /** From what was sent to what is worked on: types checked, unknown fields and nulls gone, defaults filled. */
  readonly decode: Decode
  /** The same of what is sent to its part `binding`, where it has that. */
  readonly decodeBinding?: Decode
  readonly prepare: Prepare
  /** What is wrong with a decoded, prepared object; `old` is what it replaces. */
  readonly validate: (object: JsonObject, old?: JsonObject) => readonly Problem[]
  /** What a writer should hear of a prepared object in which nothing is wrong: a Warning for each. */
  readonly warnings?: (object: JsonObject, old?: JsonObject) => readonly string[]
  /** Whether a PUT of a name that is not there makes the object: of Leases and Events, say. */
  readonly isMadeByUpdate: boolean
  /** Whether a PUT without a resourceVersion is taken: of most built-in kinds, not of ours. */
  readonly isUpdatedBlindly: boolean
  /** How long an object that is deleted stays for whoever must stop it first; 0 or undefined: not at all. */
  readonly graceSeconds?: (object: JsonObject) => number | undefined
  /** Whether a deletion answers with the object that went, as that of a Pod does. */
  readonly isShownWhenGone?: boolean
  /** The names of objects that cannot be deleted. */
  readonly lasting?: readonly string[]
  /** What else becomes of an object that is told to go: a Namespace says that it is ending. */
  readonly prepareDeletion?: (object: StoredObject) => StoredObject
  /** By which fields one may select, beside `metadata.name` and `metadata.namespace`. */
  readonly selectable: (object: JsonObject) => { readonly [field: string]: string }
  readonly columns: readonly Column[]
  /** What a table says of a row as a whole: that a Pod is over. */
  readonly rowConditions?: (object: JsonObject) => readonly JsonObject[]
  /** Why nothing comes of such objects here; absent where something does. */
  readonly inert?: string
}

/** `['metadata', 'labels']` */
type FieldPath = readonly string[]

export type Subresource = 'status' | 'scale' | 'log' | 'binding' | 'finalize'

/** `Warn` is as `Ignore`, but for the Warning header that the server sends for each field in `unknown`. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

export type Decode = (sent: JsonObject, fieldValidation: FieldValidation) => Decoded | Refused

type Decoded = {
  readonly object: JsonObject
  /** Of `Warn`, each field that was dropped: its `message` is the text of the warning. */
  readonly unknown: readonly Problem[]
}

export type Refused = {
  readonly problems: readonly Problem[]
  /** The whole sentence of the 400. */
  readonly message: string
}

/** What a writer cannot say is put right, and `metadata.generation` is set. Metadata is otherwise the server's. */
export type Prepare = {
  readonly create: (object: JsonObject) => JsonObject
  readonly update: (object: JsonObject, old: JsonObject) => JsonObject
  readonly updateStatus: (object: JsonObject, old: JsonObject) => JsonObject
}

/** Of a table, as `kubectl get` prints it. */
export type Column = {
  readonly name: string
  readonly type: 'string' | 'integer' | 'date'
  readonly format?: string
  readonly description?: string
  /** 0 is always shown, 1 with `-o wide`. */
  readonly priority: 0 | 1
  readonly cell: (object: JsonObject, nowMs: number) => string | number | null
}
