import { lookup } from 'node:dns/promises'
import type { Address } from '../../http/listening.ts'

/**
 * All addresses behind what was named, as they are now: names of a headless Service lead to every pod. What can't be found is left
 * out; the next time it may be there.
 */
export function createSeeds(
  named: readonly Address[],
  resolve: Resolve = (host) => lookup(host, { all: true }),
): () => Promise<readonly string[]> {
  const addressesOf = async ({ host, port }: Address): Promise<readonly string[]> => {
    const found = await resolve(host).catch(() => [])
    return found.map(({ address, family }) => printed({ host: address, port }, family === 6))
  }
  return async () => [...new Set((await Promise.all(named.map(addressesOf))).flat())]
}

type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>

/** As it stands in a URL. */
export const printed = ({ host, port }: Address, isSix = host.includes(':')) =>
  `${isSix ? `[${host}]` : host}:${port}`
