import { ContenderError } from '../../errors.ts'
import type { Holding } from './holding.ts'
import type { Arrived, OutcomeAnswer } from './outcome.ts'
import type { OutcomesPorts } from './ports.ts'

/** Where the answers to some outcomes belong; none of them where not all have come. */
export type Returned = {
  readonly places: readonly number[]
  readonly answers: readonly OutcomeAnswer[]
}

/** Outcomes that others score, some at a time to each of them. */
export function createForwarding({ forward, broke }: Ports, { take, give }: Holding) {
  const open = new Map<string, Group>()
  const sent: Promise<Returned>[] = []
  let waitingBytes = 0

  function add(scorer: string, arrived: Arrived, at: { place: number; bytes: number }): void {
    const bytes = at.bytes + roomOfOne
    take(bytes)
    waitingBytes += bytes
    const group = open.get(scorer) ?? { places: [], outcomes: [], bytes: 0 }
    open.set(scorer, group)
    group.places.push(at.place)
    group.outcomes.push(arrived)
    group.bytes += bytes
    if (group.outcomes.length >= mostInGroup || group.bytes >= mostGroupBytes) send(scorer, group)
  }

  function send(scorer: string, group: Group): void {
    open.delete(scorer)
    sent.push(returned(scorer, group))
  }

  async function returned(scorer: string, { places, outcomes, bytes }: Group): Promise<Returned> {
    try {
      const answers = await forward(scorer, outcomes)
      return { places, answers: answers.length === places.length ? answers : [] }
    } catch (cause) {
      if (!(cause instanceof ContenderError)) broke(cause)
      return { places, answers: [] }
    } finally {
      waitingBytes -= bytes
      give(bytes)
    }
  }

  function flush(): void {
    for (const [scorer, group] of open) send(scorer, group)
  }

  /** Resolves when there is room for more; nothing where there is. */
  function room(): Promise<unknown> | undefined {
    if (waitingBytes < mostWaitingBytes) return undefined
    flush()
    return Promise.all(sent)
  }

  return { add, flush, room, ended: () => Promise.all(sent) }
}

type Ports = Pick<OutcomesPorts, 'forward' | 'broke'>

type Group = { readonly places: number[]; readonly outcomes: Arrived[]; bytes: number }

/** Beside its text: what was read of its receipt. */
const roomOfOne = 1_024

/** A round trip for so many costs little of each. */
const mostInGroup = 1_000
const mostGroupBytes = 2 * 1_048_576

/** Of one request. Until others have answered, no more of it is read. */
const mostWaitingBytes = 8 * 1_048_576
