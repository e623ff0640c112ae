import { ContenderError } from '../../errors.ts'
import type { TallyName } from '../../evidence/tally.ts'
import type { Told } from '../../evidence/told.ts'
import { toldIn } from '../../evidence/told-form.ts'
import type { Clock } from '../../reconciler/clock.ts'
import { within } from '../../reconciler/within.ts'
import type { Key } from '../../routing/keys.ts'
import type { Ask } from './asking.ts'
import { mostNames, patienceMs } from './settings.ts'
import type { createTurns } from './turns.ts'

export type PullingPorts = {
  readonly ask: Ask
  readonly clock: Clock
  readonly chance: () => number
  readonly pullMs: number
  /** Of all experiments. */
  readonly inTurn: ReturnType<typeof createTurns>
}

/** What is asked of one experiment's routers, and who hears the answers. */
export type Pulled = {
  /** With which one asks; nothing, while there is none. */
  readonly key: () => Key | undefined
  readonly kept: () => readonly TallyName[]
  readonly addressOf: (pod: string) => string | undefined
  readonly told: (pod: string, told: Told) => void
  readonly failed: (pod: string, cause: unknown) => void
}

/**
 * Asks each router again and again, never twice at a time. They begin at different moments, so that those of a thousand
 * experiments don't come together.
 */
export function createPulling(ports: PullingPorts, pulled: Pulled, over: AbortSignal) {
  const { clock, chance, pullMs, inTurn } = ports
  const asked = new Map<string, AbortController>()

  /** These, and no others. An answer that is under way is still heard. */
  function follow(pods: readonly string[]): void {
    for (const [pod, end] of asked) if (!pods.includes(pod)) end.abort()
    for (const pod of pods) if (!asked.has(pod)) void keepAsking(pod)
  }

  async function keepAsking(pod: string): Promise<void> {
    const end = new AbortController()
    asked.set(pod, end)
    const stop = AbortSignal.any([end.signal, over])
    await clock.sleep(chance() * pullMs, stop)
    while (!stop.aborted) {
      const began = clock.now()
      await inTurn(() => pull(pod), stop)
      await clock.sleep(pullMs - (clock.now() - began), stop)
    }
    asked.delete(pod)
  }

  async function pull(pod: string): Promise<void> {
    try {
      const told = await answerOf(pod)
      if (!over.aborted) pulled.told(pod, told)
    } catch (cause) {
      if (!over.aborted) pulled.failed(pod, cause)
    }
  }

  async function answerOf(pod: string): Promise<Told> {
    const [address, key] = [pulled.addressOf(pod), pulled.key()]
    if (address === undefined) throw unavailable('it is gone')
    if (key === undefined) throw unavailable('there is no key to ask it with')
    const kept = pulled.kept().slice(-mostNames)
    const question = { address, key, kept }
    const act = (signal: AbortSignal) => ports.ask(question, signal)
    return toldIn(await within(patienceMs, clock, act, over))
  }

  return { follow }
}

const unavailable = (why: string) => new ContenderError('EvidenceUnavailable', why)
