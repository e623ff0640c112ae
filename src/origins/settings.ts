import type { Backoff } from '../reconciler/backoff.ts'
import type { PolicySettings } from './policy.ts'

export type OriginSettings = {
  /** The folder where models are kept, by digest. It is made where there is none; several may share it. */
  readonly cache: string
  readonly policy: PolicySettings
  readonly secret?: Secret | undefined
  readonly limits: Limits
}

/** A mounted Secret: one file for each of its keys. Read before each request, since it may be renewed. */
export type Secret = {
  readonly folder: string
  /** Whom `token`, or `username` and `password`, are for; else the file `host` in the folder says so. */
  readonly host?: string | undefined
}

export type Limits = {
  /** Of one model. */
  readonly modelBytes: number
  /** Of all that are kept. Those in use stay, however much they are. */
  readonly cacheBytes: number
  /** Until a connection stands, TLS and the look-up of the name included. */
  readonly connectMs: number
  /** From there until the answer begins. */
  readonly firstByteMs: number
  /** Between two pieces of it. */
  readonly stallMs: number
  /** Whoever sends less than `leastBytes` in `windowMs` of waiting is given up. */
  readonly leastBytes: number
  readonly windowMs: number
  /** In a row without real progress. */
  readonly tries: number
  readonly backoff: Backoff
  /** Whoever wants to be left alone for longer is given up for now. */
  readonly patienceMs: number
}

export const usualLimits: Limits = {
  modelBytes: 2 ** 31 - 1, // no longer file is ONNX: its format ends there
  cacheBytes: 8 * 2 ** 30,
  connectMs: 10_000,
  firstByteMs: 30_000,
  stallMs: 20_000,
  leastBytes: 64 * 1024,
  windowMs: 60_000,
  tries: 5,
  backoff: { baseMs: 500, capMs: 15_000, jitter: 0.5 },
  patienceMs: 60_000,
}
