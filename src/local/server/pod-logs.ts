/** What `kubectl logs` asks for. */
export type LogAsked = {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly container: string
  /** Of the run before the present one. */
  readonly isPrevious: boolean
  readonly follow: boolean
  readonly timestamps: boolean
  readonly tailLines?: number
  readonly limitBytes?: number
  /** Lines written at or after this moment. */
  readonly sinceMs?: number
}

/** Where the server finds what containers have said; `undefined` where there is no such run. */
export type PodLogs = {
  readonly read: (asked: LogAsked, signal: AbortSignal) => AsyncIterable<Uint8Array> | undefined
}
