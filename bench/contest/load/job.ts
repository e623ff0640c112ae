/** What is asked, one after the other, going round. */
export type Questions = {
  readonly bodies: readonly string[]
  /** By so many users in turns, who say so in `x-user-id`. */
  readonly users?: number
}

/** What the generator is told to do. */
export type Job = Questions & {
  readonly port: number
  readonly path: string
  readonly seconds: number
  readonly way: Closed | Open
}

/** A job made ready: its requests as bytes, so that making them costs nothing while others are measured. */
export type Course = {
  readonly requests: readonly Buffer[]
  /** Request n has body n, modulo so many. */
  readonly bodies: number
  readonly seconds: number
}

/** So many connections, each asking again as soon as it has its answer. */
export type Closed = { readonly connections: number }

/** So many requests a second by chance, whether or not the former ones are answered. */
export type Open = { readonly perSecond: number; readonly seed: number }

export type Outcome = {
  readonly requests: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** One answer that was not 200, if there was any. */
  readonly refusal: string | undefined
  /** The last answer to each of the bodies that had one. */
  readonly answers: readonly (readonly [body: number, answer: string])[]
}
