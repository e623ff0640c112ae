import type { JsonObject } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'
import type { Change, Store } from '../store/store.ts'
import { apiVersionOf, type Ground, metadataOf } from './ground.ts'
import { versionSent } from './list.ts'
import { checkListOptions } from './list-options.ts'
import { isTrue, numberIn } from './options.ts'
import type { Presentation } from './presentation.ts'
import { expired, notReached, type Refusal, statusOf } from './refusal.ts'
import { type Selects, selection } from './selectors.ts'

/** A watch as it was asked for, its beginning checked. */
export type Watch = {
  /** How long it may last. */
  readonly timeoutMs: number
  readonly wantsBookmarks: boolean
  /** Tells what there is to tell at once, then each change, until it is stopped. Returns how to stop it. */
  readonly start: (tell: (line: string) => void) => () => void
  /** Nothing changed up to now. */
  readonly bookmark: () => string
}

type Asked = {
  readonly kind: Kind
  readonly namespace?: string | undefined
  readonly query: URLSearchParams
  readonly presentation: Presentation
}

/** The real server lets a watch that says nothing of it last between half an hour and an hour. */
const longestMs = 45 * 60_000

export function createWatch(ground: Ground, asked: Asked): Watch {
  const { kind, namespace, query, presentation } = asked
  const { store } = ground
  checkListOptions(query, true)
  const selects = selection(kind, query)
  const timeoutS = numberIn(query, 'timeoutSeconds')
  const wantsBookmarks = isTrue(query.get('allowWatchBookmarks'))
  const begins = beginningOf(query)
  let isFirst = true

  function line(type: string, object: JsonObject): string {
    const shown = presentation.event(kind, object, isFirst)
    isFirst = false
    return eventLine(type, shown)
  }

  function bookmark(annotations?: JsonObject): string {
    const resourceVersion = String(store.version())
    const metadata = { resourceVersion, ...(annotations && { annotations }) }
    return line('BOOKMARK', { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata })
  }

  function start(tell: (line: string) => void): () => void {
    const after = 'version' in begins ? begins.version : store.version()
    const past = pastOf(store, kind, after)
    const why = whyNot(store.version(), begins, past)
    if (why !== undefined) {
      tell(eventLine('ERROR', statusOf(why)))
      return () => {}
    }
    const hear = (change: Change) => {
      const event = change.version > after ? eventOf(change, kind, namespace, selects) : undefined
      if (event !== undefined) tell(line(event.type, event.object))
    }
    if ('present' in begins) tellPresent(tell, begins.present)
    for (const change of past ?? []) hear(change)
    return store.follow(kind.storedAs, hear)
  }

  function tellPresent(tell: (line: string) => void, end: 'marked' | 'unmarked'): void {
    for (const object of store.list(kind.storedAs, { namespace }) ?? []) {
      const shown = kind.fromStored(object)
      if (selects(shown)) tell(line('ADDED', shown))
    }
    if (end === 'marked') tell(bookmark({ 'k8s.io/initial-events-end': 'true' }))
  }

  return { timeoutMs: timeoutS ? timeoutS * 1000 : longestMs, wantsBookmarks, start, bookmark }
}

/** A version that is yet to come has no past: its watch says nothing until then. */
const pastOf = (store: Store, { storedAs }: Kind, from: number) =>
  from < store.version() ? store.changesSince(storedAs, from) : []

/** Once a watch has begun, a refusal is an event, and the last one. */
function whyNot(
  present: number,
  begins: Beginning,
  past: readonly Change[] | undefined,
): Refusal | undefined {
  if ('present' in begins && begins.atLeast > present) {
    return notReached(`${begins.atLeast}`, present)
  }
  return 'version' in begins && past === undefined ? tooOld(begins.version, present) : undefined
}

const eventLine = (type: string, object: JsonObject) => `${JSON.stringify({ type, object })}\n`

/** With what is there now, or with what comes after a version, or after this moment. */
type Beginning =
  | { readonly present: 'marked' | 'unmarked'; readonly atLeast: number }
  | { readonly version: number }
  | { readonly next: true }

function beginningOf(query: URLSearchParams): Beginning {
  const text = query.get('resourceVersion') ?? ''
  const initial = query.get('sendInitialEvents')
  const version = versionSent(text)
  if (isTrue(initial)) {
    const isMarked = isTrue(query.get('allowWatchBookmarks'))
    return { present: isMarked ? 'marked' : 'unmarked', atLeast: version }
  }
  if (version > 0) return { version }
  return initial === null ? { present: 'unmarked', atLeast: 0 } : { next: true }
}

const tooOld = (from: number, present: number) =>
  expired(`too old resource version: ${from} (${present})`)

type Event = { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: JsonObject }

/** What a change is to somebody who sees a part: what enters the selection comes, what leaves it goes. */
function eventOf(
  { before, object, isRemoval, version }: Change,
  kind: Kind,
  namespace: string | undefined,
  selects: Selects,
): Event | undefined {
  if (namespace !== undefined && object.metadata['namespace'] !== namespace) return undefined
  const now = kind.fromStored(object)
  const was = before && kind.fromStored(before)
  const had = was !== undefined && selects(was)
  if (!isRemoval && selects(now)) return { type: had ? 'MODIFIED' : 'ADDED', object: now }
  if (!had) return undefined
  const metadata = { ...metadataOf(was), resourceVersion: String(version) }
  return { type: 'DELETED', object: isRemoval ? now : { ...was, metadata } }
}
