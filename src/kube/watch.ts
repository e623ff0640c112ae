import { saidBy } from '../errors.ts'
import type { Change, Entry, WatchEnd } from '../reconciler/source.ts'
import { isStored } from './ask.ts'
import { cut, endOf, failedBy } from './ends.ts'
import { type Purpose, unreachable } from './failures.ts'
import { linesIn } from './lines.ts'
import { keyOf, type Stored } from './objects.ts'
import type { Selection } from './reads.ts'
import { pathOf, type Resource } from './resources.ts'
import type { Stream, Transport } from './transport.ts'
import { isEarlier } from './versions.ts'

export type WatchOptions<T extends Entry> = Selection & {
  /** The version after which changes are wanted. */
  readonly from: string
  /** How long the server may go on. */
  readonly timeoutSeconds: number
  /** What to keep of an object; one of which it makes nothing is told as gone. */
  readonly project: (object: Stored) => T | undefined
  /** The server sends no more than the metadata of each object. */
  readonly metadataOnly?: boolean | undefined
  readonly tell: (change: Change<T>) => void
  readonly signal: AbortSignal
}

/**
 * One watch, from its beginning to one of the ends that `WatchEnd` names. What `project` and `tell`
 * throw comes out. However it ends, its connection is given back or closed.
 */
export function createWatch({ open }: Pick<Transport, 'open'>) {
  return async function watch<T extends Entry>(
    resource: Resource,
    options: WatchOptions<T>,
  ): Promise<WatchEnd> {
    const { namespace, labelSelector, from, timeoutSeconds, metadataOnly, signal } = options
    const path = pathOf(
      resource,
      { namespace },
      { watch: 1, allowWatchBookmarks: true, resourceVersion: from, labelSelector, timeoutSeconds },
    )
    const what = `watch ${resource.plural}`
    const call = {
      ...({ verb: 'watch', method: 'GET', what, resource, path, signal } as const),
      ...(metadataOnly && { accept: metadataEvents }),
    }
    const opened = await open(call).catch((cause: unknown) => failedBy(cause, signal))
    if ('kind' in opened) return opened
    if (!('stream' in opened)) return endOf(opened, call, 'at once')
    return follow(opened.stream, options, call)
  }
}

/** The objects in the events; what the server says of errors comes as ever. */
const metadataEvents = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'

async function follow<T extends Entry>(
  stream: Stream,
  options: WatchOptions<T>,
  call: Purpose,
): Promise<WatchEnd> {
  const { tell, signal } = options
  const take = createTeller(options, call)
  const lines = linesIn(stream)
  const stop = () => void stream.destroy()
  const broken = (cause: unknown) => cut(unreachable(cause, call))
  stream.on('error', () => {}) // whoever waits for a line hears of it
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()

  async function following(): Promise<WatchEnd | undefined> {
    const next = await lines.next().catch(broken)
    if (signal.aborted) return { kind: 'aborted' }
    if ('kind' in next) return next
    return next.done === true ? endAfter(next.value, broken) : take(next.value)
  }

  try {
    let end: WatchEnd | undefined
    if (!signal.aborted) tell({ kind: 'open' })
    while (end === undefined) end = await following()
    return end
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}

function endAfter({ isTorn }: { isTorn: boolean }, broken: (cause: Error) => WatchEnd): WatchEnd {
  return isTorn ? broken(new Error('the stream ended in the middle of a line')) : { kind: 'ended' }
}

/** Takes one line after the other: tells it, or says how the watch ends by it. */
function createTeller<T extends Entry>({ from, project, tell }: WatchOptions<T>, call: Purpose) {
  let last = from
  return function take(line: string): WatchEnd | undefined {
    const { type, object } = eventIn(line)
    if (type === 'ERROR') {
      const { code } = Object(object)
      return endOf({ status: code ?? 500, body: object }, call, 'in the stream')
    }
    const change = changeBy(type, object, project)
    if (change === undefined) return strange(line, call)
    const version = change.kind === 'put' ? change.entry.version : change.version
    if (isEarlier(version, last)) return { kind: 'expired' } // the server went back in time
    last = version
    tell(change)
    return undefined
  }
}

function eventIn(line: string): { readonly type?: unknown; readonly object?: unknown } {
  try {
    return Object(JSON.parse(line))
  } catch {
    return {}
  }
}

/** `undefined` of an event that says nothing we know. */
function changeBy<T extends Entry>(
  type: unknown,
  object: unknown,
  project: (object: Stored) => T | undefined,
): Exclude<Change<T>, { kind: 'open' }> | undefined {
  if (type === 'BOOKMARK') {
    const { resourceVersion: version } = Object(Object(object).metadata)
    return typeof version === 'string' ? { kind: 'bookmark', version } : undefined
  }
  if (!isStored(object) || !['ADDED', 'MODIFIED', 'DELETED'].includes(`${type}`)) return undefined
  const entry = project(object)
  if (entry !== undefined && type !== 'DELETED') return { kind: 'put', entry }
  const key = entry?.key ?? keyOf(object.metadata)
  return { kind: 'drop', key, version: object.metadata.resourceVersion }
}

const strange = (line: string, call: Purpose) =>
  cut(unreachable(new Error(`the stream says what is no event: ${saidBy(line)}`), call))
