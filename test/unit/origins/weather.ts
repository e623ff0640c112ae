import { below, chance } from '../../chance.ts'
import type { Fault } from './store.ts'

/** Some answers with faults, as the seed says; after them the weather is fine. */
export function by(seed: number, length: number): readonly Fault[] {
  const random = chance(seed)
  const kinds: readonly (() => Fault)[] = [
    () => ({ cutAfter: below(random, length) }),
    () => ({ cutAfter: below(random, 100) }),
    () => ({ cutAfter: below(random, length), isPlain: true }),
    () => ({ cutAfter: below(random, length), isChunked: true }),
    () => ({ status: [429, 500, 502, 503][below(random, 4)] ?? 500 }),
    () => ({ isPlain: true, cutAfter: below(random, length) }),
    () => ({ cutAfter: below(random, length), headers: { etag: `"${seed}"` } }),
    () => ({ cutAfter: below(random, length), headers: { 'content-range': 'bytes 1-2/3' } }),
  ]
  return Array.from(
    { length: below(random, 6) },
    () => kinds[below(random, kinds.length)]?.() ?? {},
  )
}
