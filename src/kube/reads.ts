import { askPerhaps, asPage, type CallOptions, type Page } from './ask.ts'
import { type Ref, type Stored, titleOf } from './objects.ts'
import { pathOf, type Resource } from './resources.ts'
import type { Call, Transport } from './transport.ts'

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
}

export function createReads(transport: Transport) {
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
   * them is kept. Where the server forgets the list's moment before its last page, it begins anew, and
   * after three times comes in one piece.
   */
  async function list<T>(resource: Resource, options: ListOptions<T>): Promise<Listed<T>> {
    const { limit = 500 } = options
    for (const size of [limit, limit, limit, undefined]) {
      const listed = await inPages(resource, options, size)
      if (listed !== undefined) return listed
    }
    throw new Error('a list in one piece has no second page that could be refused')
  }

  async function inPages<T>(
    resource: Resource,
    options: ListOptions<T>,
    limit: number | undefined,
  ): Promise<Listed<T> | undefined> {
    const entries: T[] = []
    let page = await turn(resource, options, limit, undefined)
    for (;;) {
      if (page === undefined) return undefined
      entries.push(...page.items.map(options.project).filter((entry) => entry !== undefined))
      if (page.next === '') return { entries, version: page.version }
      page = await turn(resource, options, limit, page.next)
    }
  }

  /** One page; `undefined` where it can't be had any more. */
  async function turn(
    resource: Resource,
    { namespace, labelSelector, signal }: Selection & { signal?: AbortSignal | undefined },
    limit: number | undefined,
    from: string | undefined,
  ): Promise<Page | undefined> {
    const query = { labelSelector, limit, continue: from }
    const call = listing(resource, pathOf(resource, { namespace }, query), signal)
    const answer = await transport.send(call)
    if (answer.status === 410 && from !== undefined) return undefined
    return asPage(answer, call)
  }

  /** The version that a list would have now, at the price of one object's metadata. */
  async function newest(
    resource: Resource,
    { namespace }: Selection,
    signal: AbortSignal,
  ): Promise<string> {
    const path = pathOf(resource, { namespace }, { limit: 1 })
    const call = { ...listing(resource, path, signal), accept: metadataOnly }
    return asPage(await transport.send(call), call).version
  }

  return { get, list, newest }
}

const metadataOnly =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json'

function listing(resource: Resource, path: string, signal: AbortSignal | undefined): Call {
  const what = `list ${resource.plural}`
  return { verb: 'list', method: 'GET', what, resource, path, signal }
}
