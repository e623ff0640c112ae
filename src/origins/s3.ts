import { refusalOf, sendingOf, wordsIn } from './answers.ts'
import type { Origin, Wish } from './origin.ts'
import { type S3Access, s3AccessIn } from './s3-access.ts'
import type { Named } from './secret-files.ts'
import { encoded, queryOf, signed } from './signing.ts'
import type { BucketPlace, Place } from './uri.ts'
import { headersFor } from './web.ts'
import type { Answer, Send } from './wire.ts'

export type S3Ports = {
  readonly send: Send
  readonly secret: () => Promise<Named>
  readonly environment: Named
  readonly wall: () => number
}

type Bucket = Place & BucketPlace

/** An object in a store that speaks S3. Its redirects are not followed, but where they tell the region. */
export function createS3Origin(place: Bucket, ports: S3Ports): Origin {
  const { told } = place
  let learned: string | undefined

  async function open(wish: Wish, signal: AbortSignal) {
    const secret = await ports.secret()
    const access = s3AccessIn(secret, ports.environment)
    const asking = { access, wish, ca: secret['ca.crt'], signal }
    const region = learned ?? access.region
    const answer = await ask(region, asking)
    const heard = { answer, wish, told, clue: access.clue, wallMs: ports.wall() }
    if (!astray.has(answer.status)) return sendingOf(heard)
    const words = await wordsIn(answer)
    const other = regionIn(answer, words)
    if (other === undefined || other === region) throw await refusalOf(heard, words)
    learned = other
    return sendingOf({ ...heard, answer: await ask(other, asking) })
  }

  function ask(region: string, { access, wish, ca, signal }: Asking): Promise<Answer> {
    const { url, path } = addressOf(place, access.endpoint, region)
    const query = place.version === undefined ? [] : [['versionId', place.version] as const]
    const { host } = url
    const signable = { host, path, query, region, wallMs: ports.wall() }
    const owner = access.keys === undefined ? {} : signed(signable, access.keys)
    const headers = { ...headersFor(wish), ...owner }
    const whole = query.length === 0 ? path : `${path}?${queryOf(query)}`
    return ports.send({ url, path: whole, headers, ca, told, signal })
  }

  return { open }
}

type Asking = {
  readonly access: S3Access
  readonly wish: Wish
  readonly ca: string | undefined
  readonly signal: AbortSignal
}

/**
 * Amazon wants the bucket in the name of the host. Others may have no such names, nor does a certificate
 * cover a bucket with dots: then it stands in the path.
 */
export function addressOf({ bucket, key }: BucketPlace, endpoint: URL | undefined, region: string) {
  const path = `/${key.split('/').map(encoded).join('/')}`
  if (endpoint !== undefined) {
    const base = endpoint.pathname.replace(/\/$/, '')
    return { url: endpoint, path: `${base}/${encoded(bucket)}${path}` }
  }
  const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  return /^[a-z0-9-]+$/.test(bucket)
    ? { url: new URL(`https://${bucket}.${host}`), path }
    : { url: new URL(`https://${host}`), path: `/${encoded(bucket)}${path}` }
}

/** What a store answers to those who sign for, or ask in, the wrong region. */
const astray: ReadonlySet<number> = new Set([301, 307, 400])

function regionIn(answer: Answer, words: string): string | undefined {
  const told = answer.header('x-amz-bucket-region') ?? /<Region>([^<]*)</.exec(words)?.[1] ?? ''
  return /^[a-z0-9-]{1,40}$/.test(told) ? told : undefined
}
