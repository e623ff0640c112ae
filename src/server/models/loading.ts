import type { Model } from '../../onnx/model.ts'
import type { Fetched } from '../../origins/fetching.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { Shared } from './ports.ts'
import type { Wanted } from './wanted.ts'

export type Loaded = {
  readonly model: Model
  readonly fetched: Fetched
  /** Without the time that it stood before a gate: that is of others. */
  readonly tookMs: number
}

type Ports = Pick<Shared, 'origins' | 'open' | 'clock' | 'fetching' | 'opening'> & {
  readonly signal: AbortSignal
  readonly died: (cause: unknown) => void
  /** It is on the disk, and must stay there. */
  readonly kept: (digest: string) => void
}

/** From a URI to a model in memory; the bytes are verified as they are read for that. */
export async function load(
  wanted: Pick<Wanted, 'uri' | 'sha256' | 'seen'>,
  { origins, open, clock, fetching, opening, signal, died, kept }: Ports,
): Promise<Loaded> {
  const fetch = await fetching.within(
    signal,
    timed(clock, () => origins.fetch(wanted, signal)),
  )
  const fetched = fetch.done
  kept(fetched.digest)
  const opened = await opening.within(
    signal,
    timed(clock, async () => {
      const bytes = await origins.bytesOf(fetched)
      signal.throwIfAborted()
      return open(bytes, { signal, died })
    }),
  )
  return { model: opened.done, fetched, tookMs: fetch.tookMs + opened.tookMs }
}

const timed =
  <T>(clock: Clock, act: () => Promise<T>) =>
  async () => {
    const began = clock.now()
    const done = await act()
    return { done, tookMs: clock.now() - began }
  }
