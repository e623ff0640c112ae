import { createSlots } from '../../kube/slots.ts'

/** How a push stands: of an urgent plan, of any other, or to a router that lately said nothing at all. */
type Lane = 'Urgent' | 'Ordinary' | 'Hanging'

export type Turns = {
  /** Resolves to what gives the turn back; rejects with the reason of an abort. */
  readonly take: (lane: Lane, signal: AbortSignal) => Promise<() => void>
}

/**
 * So many pushes at a time, over all experiments. Each kind has turns of its own, so that nothing waits for what is less urgent, and
 * nobody for routers that let everybody wait.
 */
export function createTurns(): Turns {
  const answering = createSlots({ urgent: 128, ordinary: 64 })
  const hanging = createSlots({ urgent: 0, ordinary: 64 })
  const takes: { readonly [lane in Lane]: Turns['take'] } = {
    Urgent: (_, signal) => answering.take('urgent', signal),
    Ordinary: (_, signal) => answering.take('ordinary', signal),
    Hanging: (_, signal) => hanging.take('ordinary', signal),
  }
  return { take: (lane, signal) => takes[lane](lane, signal) }
}
