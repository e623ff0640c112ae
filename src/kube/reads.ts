import type { Clock } from '../reconciler/clock.ts'
import { TooLate, within } from '../reconciler/within.ts'
import { askPerhaps, asPage, type CallOptions, type Page, strange } from './ask.ts'
import { isForgotten, unreachable } from './failures.ts'
import { type Ref, type Stored, titleOf } from './objects.ts'
import { pathOf, type Resource } from './resources.ts'
import type { Transport } from './transport.ts'

export type Selection = {
  /** All of them, if absent. */
  readonly namespace?: string | undefined
  readonly labelSelector?: string | undefined
}

export type Listed<T> = {
  readonly entries: readonly T[]
  /** Of the whole collection, at the moment of which the list speaks. */
  readonly version: string
}

export type ListOptions<T> = Selection & {
  readonly signal?: AbortSignal | undefined
  /** What to keep of each object. What it throws comes out. */
  readonly project: (object: Stored) => T | undefined
  /** How many objects a page has. */
  readonly limit?: number
  /** The server sends no more than the metadata of each object. */
  readonly metadataOnly?: boolean | undefined
}

/**
 * A page comes as one text, which cannot be longer than half a gigabyte. An object may have a megabyte
 * and a half, its metadata about a quarter of one at most, and mostly a kilobyte. Smaller pages are more
 * calls, each of which may fail, and the list with it.
 */
const pageSize = { whole: 250, metadata: 500 }

/** A list has so many times the limit of a call, for all its pages: one that never ends is given up. */
const patience = 5

type Limits = { readonly clock: Clock; readonly timeoutMs: number }

export function createReads(transport: Transport, { clock, timeoutMs }: Limits) {
  /** The object as it is now; `undefined` where there is none. */
  function get(
    resource: Resource,
    ref: Ref,
    options: CallOptions = {},
  ): Promise<Stored | undefined> {
    const what = `get ${titleOf(resource, ref)}`
    const path = pathOf(resource, ref)
    return askPerhaps(transport, { verb: 'get', method: 'GET', what, resource, path, ...options })
  }

  /**
   * All objects as of one version, no older than the call. They come in pages, and only what is made of
   * them is kept. Where a page is of another moment than the first, or that moment is forgotten, it
   * begins anew, and after three times comes in one piece.
   */
  async function list<T>(resource: Resource, options: ListOptions<T>): Promise<Listed<T>> {
    const inTurn = (signal: AbortSignal) => inTries(resource, { ...options, signal })
    try {
      return await within(patience * timeoutMs, clock, inTurn, options.signal)
    } catch (cause) {
      throw cause instanceof TooLate ? unreachable(cause, listing(resource)) : cause
    }
  }

  async function inTries<T>(resource: Resource, options: ListOptions<T>): Promise<Listed<T>> {
    const { metadataOnly, limit = metadataOnly ? pageSize.metadata : pageSize.whole } = options
    for (const size of [limit, limit, limit, undefined]) {
      const listed = await inPages(resource, options, size)
      if (listed !== undefined) return listed
    }
    throw strange(listing(resource)) // it was asked for one piece
  }

  async function inPages<T>(
    resource: Resource,
    options: ListOptions<T>,
    limit: number | undefined,
  ): Promise<Listed<T> | undefined> {
    const entries: T[] = []
    const first = await turn(resource, options, limit, undefined)
    let page = first
    while (page !== undefined && page.version === first?.version) {
      for (const entry of kept(page, options.project)) entries.push(entry)
      if (page.next === '') return { entries, version: page.version }
      page = await turn(resource, options, limit, page.next)
    }
    return undefined
  }

  /** One page; `undefined` where it can't be had any more. */
  async function turn<T>(
    resource: Resource,
    { namespace, labelSelector, metadataOnly, signal }: ListOptions<T>,
    limit: number | undefined,
    from: string | undefined,
  ): Promise<Page | undefined> {
    const path = pathOf(resource, { namespace }, { labelSelector, limit, continue: from })
    const call = {
      ...listing(resource),
      path,
      signal,
      ...(metadataOnly && { accept: metadataList }),
    }
    const answer = await transport.send(call)
    if (from !== undefined && isForgotten(answer)) return undefined
    const page = asPage(answer, call)
    if (from !== undefined && page.next === from) throw strange(call) // it would go on for ever
    return page
  }

  /** The version that a list would have now, at the price of one object's metadata. */
  async function newest(
    resource: Resource,
    { namespace }: Selection,
    signal: AbortSignal,
  ): Promise<string> {
    const path = pathOf(resource, { namespace }, { limit: 1 })
    const call = {
      ...listing(resource),
      verb: 'newest',
      path,
      signal,
      accept: metadataList,
    } as const
    return asPage(await transport.send(call), call).version
  }

  return { get, list, newest }
}

/** One after the other: as arguments of one call, hundreds of thousands are too many. */
function* kept<T>({ items }: Page, project: (object: Stored) => T | undefined): Generator<T> {
  for (const object of items) {
    const entry = project(object)
    if (entry !== undefined) yield entry
  }
}

const metadataList = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'

function listing(resource: Resource) {
  return { verb: 'list', method: 'GET', what: `list ${resource.plural}`, resource } as const
}
