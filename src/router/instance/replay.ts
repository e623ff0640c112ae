import type { Frame } from '../../disk/framing.ts'
import type { Journal } from '../../disk/writing.ts'
import { ContenderError } from '../../errors.ts'
import { createSeen, type OpenSeen } from '../../evidence/seen/seen.ts'
import { createInstance } from './create-instance.ts'
import { type Documents, readDocument } from './entries/documents.ts'
import { entryKinds } from './entries/kinds.ts'
import { doBatch } from './entries/reading.ts'
import type { Instance } from './instance.ts'
import { stateIn } from './snapshot.ts'
import type { InstanceState } from './state.ts'

/** What a journal says of an instance. */
export type Replayed = {
  readonly state: InstanceState
  readonly seen: OpenSeen
  /** When it was last heard of. */
  readonly lastMs: number
  /** It has given everything away, and its heir has said so. */
  readonly isHandedOver: boolean
}

/** Does again what was done: the state at first, and then one operation after the other. */
export function replayed(frames: readonly Frame[]): Replayed {
  const { state: begun, entries } = stateIn(frames)
  const seen = createSeen()
  const instance = createInstance(begun, seen, noJournal)
  let lastMs = begun.atMs
  let isHandedOver = false
  const doing = {
    ...instance,
    second: (atMs: number) => {
      lastMs = atMs
    },
  }
  for (const { kind, payload } of entries) {
    if (kind === entryKinds.Batch) doBatch(payload, doing)
    else doDocument(kind, payload, instance)
    isHandedOver ||= kind === entryKinds.HandedOver
  }
  seen.changes() // whoever is there is told all of it
  return { state: instance.state(lastMs), seen, lastMs, isHandedOver }
}

/** Where nothing is to be kept: all is done at once. */
export const noJournal: Journal = {
  append: () => {},
  durable: () => Promise.resolve(),
  unwritable: () => undefined,
  close: () => Promise.resolve(),
}

type DocumentKind = Exclude<keyof Documents, 'State' | 'Frozen'>

const nameOf = (kind: number) => documentKinds.find((name) => entryKinds[name] === kind)

function doDocument(kind: number, payload: Buffer, instance: Instance): void {
  const name = nameOf(kind)
  if (name === undefined)
    throw new ContenderError(
      'StateTooNew',
      `the journal has entries of a kind ${kind}, which is not known here`,
    )
  doing[name](payload, instance)
}

const doing: { readonly [K in DocumentKind]: (payload: Buffer, instance: Instance) => void } = {
  Plan: (payload, { take }) => take(readDocument('Plan', payload)),
  Heirs: (payload, { learn }) => learn(readDocument('Heirs', payload)),
  Seen: (payload, { joinSeen }) => joinSeen(readDocument('Seen', payload)),
  Kept: (payload, { kept }) => kept(readDocument('Kept', payload)),
  Inherited(payload, { inherit }) {
    const { bequest, atMs } = readDocument('Inherited', payload)
    inherit(bequest, atMs)
  },
  HandedOver(payload, { handedOver }) {
    const { heir, atMs } = readDocument('HandedOver', payload)
    handedOver(heir, atMs)
  },
}

const documentKinds = Object.keys(doing) as readonly DocumentKind[]
