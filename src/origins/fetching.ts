import { ContenderError } from '../errors.ts'
import type { Cache, Kept } from './cache.ts'
import { type DownloadPorts, download } from './download.ts'
import { wrong } from './failures.ts'
import { isDigest, sha256Of } from './hashing.ts'
import type { Mark } from './origin.ts'
import type { Partial } from './partial.ts'
import type { createPartials } from './partials.ts'
import type { Found } from './places.ts'
import type { createSeen } from './seen.ts'

export type Model = {
  readonly uri: string
  /** That the model must have. */
  readonly sha256?: string | undefined
  /** Of the model at this URI when it was first seen, where nobody has said what it must be. */
  readonly seen?: string | undefined
}

export type Fetched = Kept & {
  /** `cache`: nothing was sent, and perhaps nobody was asked. */
  readonly from: 'origin' | 'cache'
}

export type FetchPorts = DownloadPorts & {
  readonly cache: Cache
  readonly partials: ReturnType<typeof createPartials>
  readonly seen: ReturnType<typeof createSeen>
}

type Wanted = {
  readonly digest: string
  readonly failure: 'ModelDigestMismatch' | 'ModelDigestChanged'
}

export function createFetching({ cache, partials, seen, ...ports }: FetchPorts) {
  /** Where it is known which bytes are meant, and they are there, nobody is asked. */
  async function fetch(found: Found, model: Model, signal: AbortSignal): Promise<Fetched> {
    const wanted = wantedOf(model)
    const kept = wanted && (await cache.find(wanted.digest, signal))
    if (kept !== undefined) return { ...kept, from: 'cache' }
    const key = sha256Of(model.uri)
    if (wanted !== undefined) return orThrow(await bring({ found, key, wanted }, signal))
    const known = await seen.read(key)
    const former = known && (await cache.find(known.digest, signal))
    return newest({ found, key, unless: former && known?.mark }, former, signal)
  }

  /** What the origin has now; what it had, if it still has that, or can't be asked. */
  async function newest(bringing: Bringing, former: Kept | undefined, signal: AbortSignal) {
    try {
      const brought = await bring(bringing, signal)
      return brought === 'same' && former !== undefined
        ? { ...former, from: 'cache' as const }
        : orThrow(brought)
    } catch (cause) {
      const isAway = cause instanceof ContenderError && cause.code === 'ModelUnreachable'
      if (!isAway || former === undefined) throw cause
      ports.trouble({
        uri: bringing.found.place.told,
        said: `${cause.message}; the former one is used`,
      })
      return { ...former, from: 'cache' as const }
    }
  }

  async function bring(bringing: Bringing, signal: AbortSignal): Promise<Fetched | 'same'> {
    const partial = await partials.begin(bringing.key, signal)
    try {
      return await into(partial, bringing, signal)
    } catch (cause) {
      await (isForLater(cause, signal) ? partial.leave() : partial.drop())
      throw cause
    }
  }

  async function into(
    partial: Partial,
    { found, key, wanted, unless }: Bringing,
    signal: AbortSignal,
  ): Promise<Fetched | 'same'> {
    const { told } = found.place
    const all = { origin: found.origin, sink: partial, unless, told }
    let brought = await download(all, ports, signal)
    if (brought === 'same') {
      await partial.drop()
      return brought
    }
    if (brought === 'pieces' && wanted !== undefined && partial.digest() !== wanted.digest) {
      await partial.begin({}) // an origin that gives one tag to different bytes
      brought = await download(all, ports, signal)
    }
    const [digest, mark] = [partial.digest(), partial.mark()]
    if (wanted !== undefined && digest !== wanted.digest) throw others(told, digest, wanted)
    const kept = await cache.keep(partial, digest)
    await seen.write(key, { uri: told, digest, mark })
    return { ...kept, from: 'origin' }
  }

  return fetch
}

type Bringing = {
  readonly found: Found
  readonly key: string
  readonly wanted?: Wanted | undefined
  readonly unless?: Mark | undefined
}

/** What has come may be of use the next time. With a full disk it is only in the way. */
const isForLater = (cause: unknown, signal: AbortSignal) =>
  signal.aborted || (cause instanceof ContenderError && cause.code === 'ModelUnreachable')

function orThrow(brought: Fetched | 'same'): Fetched {
  if (brought === 'same') throw new Error('an origin has found unchanged what was never there')
  return brought
}

function wantedOf({ sha256, seen }: Model): Wanted | undefined {
  if (sha256 !== undefined) return { digest: digestIn(sha256), failure: 'ModelDigestMismatch' }
  if (seen !== undefined) return { digest: digestIn(seen), failure: 'ModelDigestChanged' }
  return undefined
}

/** It becomes the name of a file. */
export function digestIn(text: string): string {
  const digest = text.replace(/^sha256:/, '').toLowerCase()
  if (isDigest(digest)) return digest
  throw new ContenderError('UsageInvalid', `sha256 is 64 hexadecimal digits, not ${text}`)
}

export function others(told: string, digest: string, { digest: former, failure }: Wanted) {
  const verb = failure === 'ModelDigestChanged' ? 'was' : 'should be'
  return wrong(failure, told, `its sha256 ${verb} ${former} and is ${digest}`)
}
