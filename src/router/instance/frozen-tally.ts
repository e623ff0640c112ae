import { gunzip, gunzipSync, gzipSync } from 'node:zlib'
import type { Tally, TallyName } from '../../evidence/tally.ts'

/**
 * A tally that nothing is added to any more. It is packed once, and then kept, written down, left to others and told as it
 * is: some sixty times smaller than the objects it is made of. Plain JSON.
 */
export type FrozenTally = TallyName & {
  /** Of its JSON. */
  readonly bytes: number
  /** Its JSON in gzip, in base64. */
  readonly packed: string
}

export function frozenOf(tally: Tally): FrozenTally {
  const json = Buffer.from(JSON.stringify(tally))
  const packed = gzipSync(json, { level: 1 }).toString('base64')
  return { ...nameOf(tally), bytes: json.length, packed }
}

/** Its JSON, unpacked beside the event loop. */
export const jsonOf = ({ packed, bytes }: FrozenTally): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    gunzip(Buffer.from(packed, 'base64'), { maxOutputLength: bytes }, (cause, json) =>
      cause === null ? resolve(json) : reject(cause),
    ),
  )

/** As jsonOf, at once. Throws where it has more bytes than it says. */
export const jsonAtOnce = ({ packed, bytes }: FrozenTally): Buffer =>
  gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: bytes })

export const nameOf = ({ instance, round, number }: TallyName): TallyName => ({
  ...{ instance, round, number },
})

export const bytesOf = (tallies: readonly FrozenTally[]): number =>
  tallies.reduce((sum, { bytes }) => sum + bytes, 0)
