/** What the engine keeps of an object: its key, its version, and whatever a projection adds to them. */
export type Entry = { readonly key: string; readonly version: string }

/**
 * Where objects of one kind come from. Failures that were foreseen are values; what is thrown is a bug,
 * and ends the follower that meets it.
 */
export type Source<T extends Entry> = {
  /** For people, logs and metrics: `modelexperiments`. */
  readonly name: string
  /** All of them, as of one version. */
  readonly list: (signal: AbortSignal) => Promise<Listing<T> | Failed>
  /**
   * Tells, in their order, the changes after `from`, until the stream ends in one of the ways of
   * `WatchEnd`. `tell` is called while the promise is pending and never after; what it throws comes out.
   */
  readonly watch: (
    from: string,
    tell: (change: Change<T>) => void,
    signal: AbortSignal,
  ) => Promise<WatchEnd>
}

export type Listing<T extends Entry> = {
  readonly kind: 'listed'
  readonly entries: readonly T[]
  readonly version: string
}

export type Change<T extends Entry> =
  /** The server has taken the request: the stream is there, and may be quiet for long. */
  | { readonly kind: 'open' }
  | { readonly kind: 'put'; readonly entry: T }
  | { readonly kind: 'drop'; readonly key: string; readonly version: string }
  /** Nothing changed up to this version: a sign of life, and a place to resume from. */
  | { readonly kind: 'bookmark'; readonly version: string }

/** Every end that a watch can have. What follows from each is a table in `follower.ts`. */
export type WatchEnd =
  /** The server no longer knows that version, or knows only older ones. */
  | { readonly kind: 'expired' }
  /** The stream ended as streams do: the server's time was up. */
  | { readonly kind: 'ended' }
  | Failed

export type Failed =
  /** The server said no: what is asked for is not there, or not ours to see. */
  | { readonly kind: 'refused'; readonly cause: Error }
  /** The connection failed, the server could not answer now, or what came could not be read. */
  | { readonly kind: 'cut'; readonly cause: Error; readonly retryAfterMs?: number }
  | { readonly kind: 'aborted' }
