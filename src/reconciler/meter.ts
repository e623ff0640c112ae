import type { Failed, WatchEnd } from './source.ts'

/** How a watch may come to its end: `silent` when nothing was heard for too long. */
type EndKind = WatchEnd['kind'] | 'silent'

/** How a pass may come to its end: `dropped` when it gave up because it was told to. */
export type PassEnd = 'done' | 'failed' | 'dropped'

/** What the engine tells whoever counts. None of it may throw. */
export type Meter = {
  /** Keys that wait for a pass. */
  readonly depth: (keys: number) => void
  /** A pass begins, so long after its key was due. */
  readonly began: (waitedMs: number) => void
  readonly passed: (end: PassEnd, tookMs: number) => void
  /** A failed pass will be tried again. */
  readonly retried: () => void
  readonly listed: (source: string, end: 'listed' | Failed['kind']) => void
  readonly watchEnded: (source: string, end: EndKind) => void
  readonly leads: (isLeader: boolean) => void
}
