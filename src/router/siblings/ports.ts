import type { Json } from '../../api/json.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { Log } from '../../telemetry/log.ts'
import type { Instance } from '../instance/instance.ts'

export type SiblingsPorts = {
  /** Nothing before it has begun. */
  readonly instance: () => Own | undefined
  readonly ask: Ask
  /** Addresses that were named at the start, names resolved anew each time. */
  readonly seeds: () => Promise<readonly string[]>
  /** Where others reach the admin port of this router; nothing where that can't be known. */
  readonly address: () => string | undefined
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'warn'>
  /** A bug of ours. */
  readonly broke: (cause: unknown) => void
}

/** What siblings need of the instance that runs here. */
export type Own = Pick<Instance, 'id' | 'start' | 'plan' | 'durable' | 'unwritable'> &
  Pick<Instance, 'scorerOf' | 'heirs' | 'learn' | 'seen' | 'seenChanges' | 'joinSeen'> &
  Pick<Instance, 'bequest' | 'handedOver' | 'inherit' | 'inherited' | 'owed'>

/** Asks the admin port of a sibling. Never rejects. */
export type Ask = (address: string, question: Question) => Promise<Answered>

export type Question = {
  readonly path: '/v1/siblings' | '/v1/outcomes' | '/v1/bequest'
  readonly document: object
  readonly timeoutMs: number
  /** Over a connection of its own: behind one address there may be many, and each time another one answers. */
  readonly isAnybody?: boolean
}

/** What it said, signed; or the name of its refusal, which anybody could have said; or that nothing sound has come. */
export type Answered = { readonly said: Json } | { readonly refused: string }

export const silent: Answered = { refused: 'Silent' }
