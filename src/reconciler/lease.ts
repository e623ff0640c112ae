/** Who leads, for how long, and how many have before. */
export type Lease = {
  /** Empty when the last holder let go. */
  readonly holder: string
  readonly durationMs: number
  /** Grows by one whenever the lead is won: a later leader has a higher term. */
  readonly term: number
  /** Milliseconds since 1970 by the holder's clock: for people; nothing is decided by them. */
  readonly acquiredAt: number
  readonly renewedAt: number
}

/** One lease, kept where all candidates can reach it. A rejection means: it could not be reached. */
export type LeaseStore = {
  readonly read: (
    signal: AbortSignal,
  ) => Promise<{ readonly lease: Lease; readonly version: string } | undefined>
  /**
   * Writes if the lease is still at `version`, or, without one, if there is none yet. Resolves to the
   * new version, or to `undefined` when another was quicker.
   */
  readonly write: (
    lease: Lease,
    version: string | undefined,
    signal: AbortSignal,
  ) => Promise<string | undefined>
}
