import { createHash, createHmac } from 'node:crypto'

export type Keys = {
  readonly id: string
  readonly secret: string
  /** Of keys that last for hours. */
  readonly token?: string | undefined
}

export type Signable = {
  /** With its port where that is not the usual one, as in the header. */
  readonly host: string
  /** Encoded, as it goes out. */
  readonly path: string
  /** Not encoded. */
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly region: string
  readonly wallMs: number
}

/**
 * The headers that make a GET one of the owner of the keys: AWS Signature Version 4 as S3 wants it, with the
 * path encoded once, and not made shorter.
 */
export function signed({ host, path, query, region, wallMs }: Signable, keys: Keys) {
  const time = new Date(wallMs).toISOString().replace(/[:-]|\.\d{3}/g, '')
  const headers = {
    host,
    'x-amz-content-sha256': emptyHash,
    'x-amz-date': time,
    ...(keys.token !== undefined && { 'x-amz-security-token': keys.token }),
  }
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  const asked = ['GET', path, queryOf(query), lines.join(''), names, emptyHash].join('\n')
  const scope = [time.slice(0, 8), region, 's3', 'aws4_request']
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(asked)].join('\n')
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${keys.secret}`)
  const credential = `Credential=${[keys.id, ...scope].join('/')}`
  const signature = hmac(key, text).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`
  return { ...headers, authorization }
}

/** Also as it goes out: what is signed is what is sent. */
export const queryOf = (query: Signable['query']): string =>
  query
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')

/** All but letters, digits and `-._~`, as UTF-8. */
export const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${hexOf(each)}`)

const hexOf = (each: string) => each.charCodeAt(0).toString(16).toUpperCase()

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

const emptyHash = sha256('')
