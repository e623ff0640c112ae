import type { Model } from '../../onnx/model.ts'
import type { Origins } from '../../origins/origins.ts'
import type { Backoff } from '../../reconciler/backoff.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { Batching } from '../batching.ts'
import type { Gate } from './gate.ts'
import type { Tell } from './happening.ts'

export type ModelsSettings = {
  /** Pauses between tries to load a model, or to open one again whose thread ends again and again. */
  readonly backoff: Backoff
  /** How often it is looked whether an origin still has what was loaded from it; 0: never. */
  readonly originCheckMs: number
  /** How long at the start models may fail; 0: the first failure ends it. */
  readonly patienceMs: number
  readonly batching: Pick<Batching, 'mostRows' | 'mostWaiting'>
}

export type ModelsPorts = {
  readonly origins: Origins
  readonly open: Open
  readonly clock: Clock
  /** Seeded in tests. */
  readonly chance: () => number
  readonly turn: Batching['turn']
  readonly gather?: Batching['gather']
  /** What went through a model together, for whoever counts. */
  readonly ran?:
    | ((name: string, version: string, requests: number, rows: number) => void)
    | undefined
  readonly told: Tell
}

export type Open = (
  bytes: Uint8Array,
  options: {
    readonly signal: AbortSignal
    /** Called at most once: its thread has ended, and from now on all runs fail. */
    readonly died: (cause: unknown) => void
  },
) => Promise<Model>

/** What all models of a process share. */
export type Shared = ModelsPorts & {
  readonly settings: ModelsSettings
  /** Whether there was no moment yet at which all models were ready. */
  readonly isStart: () => boolean
  /** A slow origin holds up few others. */
  readonly fetching: Gate
  /** One is read, opened and measured at a time: it takes memory and the processor, and is not to be measured in a crowd. */
  readonly opening: Gate
}

export const usualModels = {
  backoff: { baseMs: 1_000, capMs: 60_000, jitter: 0.5 },
  originCheckMs: 5 * 60_000,
  patienceMs: 0,
} as const satisfies Partial<ModelsSettings>
