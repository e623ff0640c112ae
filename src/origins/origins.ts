import { lookup } from 'node:dns/promises'
import { join } from 'node:path'
import type { ContenderError } from '../errors.ts'
import { createCache } from './cache.ts'
import { type Disk, systemDisk } from './disk.ts'
import { type DownloadPorts, download } from './download.ts'
import { createFetching, digestIn, type Fetched, type Model, others } from './fetching.ts'
import { sha256Of } from './hashing.ts'
import { createOwner } from './owner.ts'
import { createPartials } from './partials.ts'
import { createPlaces, type PlacePorts } from './places.ts'
import { createSeen } from './seen.ts'
import type { OriginSettings } from './settings.ts'
import { createDigestSink } from './sink.ts'
import { trim } from './trimming.ts'

export type OriginPorts = Pick<DownloadPorts, 'clock' | 'chance' | 'trouble'> &
  Pick<PlacePorts, 'environment'> & {
    /** Digests of what is loaded, or soon will be: they stay in the cache. */
    readonly inUse: () => Iterable<string>
    readonly lookup?: PlacePorts['lookup']
    readonly disk?: Disk
  }

export type Origins = {
  /** The model on the disk: whole, verified, and under its digest. It throws a failure with a name. */
  readonly fetch: (model: Model, signal: AbortSignal) => Promise<Fetched>
  /** The bytes of what was fetched, verified once more as they are read. */
  readonly bytesOf: (fetched: Fetched) => Promise<Buffer>
  /** `ModelDigestChanged`, if the origin now has other bytes than those of that digest. */
  readonly changeOf: (
    model: { readonly uri: string; readonly digest: string },
    signal: AbortSignal,
  ) => Promise<ContenderError | undefined>
}

/** Where models come from, and where they are kept. */
export function createOrigins(settings: OriginSettings, ports: OriginPorts): Origins {
  const { clock, trouble, inUse, disk = systemDisk } = ports
  const at = (name: string) => join(settings.cache, name)
  const { wall } = clock
  const heard = (uri: string, said: string) => trouble({ uri, said })
  const cache = createCache(at('sha256'), { disk, wall, trouble: heard })
  const partials = createPartials(at('partial'), { disk, owner: createOwner(), wall })
  const seen = createSeen(at('seen'), disk)
  const find = createPlaces(settings, { lookup: all, ...ports })
  const downloading = { ...ports, limits: settings.limits }
  const bring = createFetching({ ...downloading, cache, partials, seen })
  const trimming = { disk, wall, limitBytes: settings.limits.cacheBytes }

  async function fetch(model: Model, signal: AbortSignal): Promise<Fetched> {
    signal.throwIfAborted()
    const fetched = await bring(find(model.uri), model, signal)
    await trim(at('sha256'), { ...trimming, inUse: () => [...inUse(), fetched.digest] })
    return fetched
  }

  const changeOf: Origins['changeOf'] = async ({ uri, digest: text }, signal) => {
    const { place, origin } = find(uri)
    const [key, digest, sink] = [sha256Of(uri), digestIn(text), createDigestSink()]
    const known = await seen.read(key)
    const all = { origin, sink, unless: known?.mark, told: place.told }
    const brought = await download(all, downloading, signal)
    const now = brought === 'same' ? known?.digest : sink.digest()
    if (now === undefined) throw new Error('an origin has found unchanged what was never there')
    if (brought !== 'same')
      await seen.write(key, { uri: place.told, digest: now, mark: sink.mark() })
    if (now === digest) return undefined
    return others(place.told, now, { digest, failure: 'ModelDigestChanged' })
  }

  return { fetch, bytesOf: cache.bytesOf, changeOf }
}

const all = (name: string) => lookup(name, { all: true })
