import type { JsonObject } from '../../api/json.ts'

/** An object as it lies in a store; `metadata.resourceVersion` is the version of its last change. */
export type StoredObject = JsonObject & { readonly metadata: JsonObject }

/** Something that happened. Changes have a total order: each has a version of its own, and they grow. */
export type Change = {
  readonly version: number
  /** `Kind.storedAs`. */
  readonly collection: string
  /** `namespace/name`, or `name` for what lives in no namespace. */
  readonly key: string
  /** As it was before; absent where it was made. */
  readonly before?: StoredObject
  /** As it is; of what was removed, its last state, with the version of the removal. */
  readonly object: StoredObject
  readonly isRemoval: boolean
}

/**
 * All objects, and what happened to them of late. A write takes place at once, in order, and whoever reads
 * or watches sees it; `durable` says when it is safe, and nobody is told «done» before that. Objects are
 * never altered in place, neither here nor by whoever gave or got them.
 */
export type Store = {
  /** Of the newest change; where nothing has happened yet, one that can be watched from. It never goes back. */
  readonly version: () => number
  readonly get: (collection: string, key: string) => StoredObject | undefined
  /**
   * In the order of their keys, as of now or as of an earlier version; `undefined` where that one is
   * forgotten, or not reached yet.
   */
  readonly list: (
    collection: string,
    asked?: { readonly namespace?: string | undefined; readonly at?: number | undefined },
  ) => readonly StoredObject[] | undefined
  /**
   * Makes or replaces an object, and sets its resourceVersion. A store that cannot write any more throws
   * `StateUnwritable`, here and in `remove`; then nothing has happened.
   */
  readonly put: (collection: string, key: string, object: StoredObject) => StoredObject
  /** Removes an object that is there; `last` is what watchers see of it. */
  readonly remove: (collection: string, key: string, last: StoredObject) => StoredObject
  /** Resolves once everything written so far survives a crash of the machine; rejects where it cannot. */
  readonly durable: () => Promise<void>
  /** What happened after `from`; `undefined` where that is forgotten, or `from` not reached yet. */
  readonly changesSince: (collection: string, from: number) => readonly Change[] | undefined
  /**
   * Hears of each change from now on, at once and in order; what a listener writes is heard after the change
   * that it was hearing. What it throws comes out of that write, once all others have heard. Returns how to stop.
   */
  readonly follow: (collection: string, hear: (change: Change) => void) => () => void
  /** How many objects there are. */
  readonly size: () => number
  /** Forgets what happened so far, as a store does of itself with what is long ago. */
  readonly compact: () => void
  /** Whatever was written is safe afterwards, and nothing more may be written. */
  readonly close: () => Promise<void>
}
