import type { Frame } from '../../disk/framing.ts'
import { ContenderError } from '../../errors.ts'
import type { Seen } from '../../evidence/seen/seen.ts'
import { readDocument, writeDocument } from './entries/documents.ts'
import { entryKinds } from './entries/kinds.ts'
import type { InstanceState } from './state.ts'

/**
 * With which a journal begins: a frame for each tally that nothing is added to any more, and some for what was seen, so that
 * nothing that may be many is put together in one turn of the event loop.
 */
export function* framesOf(state: InstanceState, pieces: Iterable<Seen>): Generator<Frame> {
  const { inherited, ...rest } = state
  yield { kind: entryKinds.State, payload: writeDocument('State', rest) }
  for (const tally of inherited)
    yield { kind: entryKinds.Frozen, payload: writeDocument('Frozen', tally) }
  for (const seen of pieces) yield { kind: entryKinds.Seen, payload: writeDocument('Seen', seen) }
}

/** What a journal begins with, and what follows it: what was seen comes as it does later, too. */
export function stateIn(frames: readonly Frame[]): {
  readonly state: InstanceState
  readonly entries: readonly Frame[]
} {
  const [first, ...others] = frames
  if (first?.kind !== entryKinds.State)
    throw new ContenderError('StateCorrupt', 'the journal does not begin with a state')
  const state = readDocument('State', first.payload)
  if (state.format !== 1)
    throw new ContenderError(
      'StateTooNew',
      `the state of ${state.instance} has format ${state.format}, and this version reads 1`,
    )
  const end = others.findIndex(({ kind }) => kind !== entryKinds.Frozen)
  const frozen = end < 0 ? others : others.slice(0, end)
  const inherited = frozen.map(({ payload }) => readDocument('Frozen', payload))
  return { state: { ...state, inherited }, entries: others.slice(frozen.length) }
}
