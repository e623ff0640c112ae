import { wrong } from './failures.ts'
import { firstOf, type Named } from './secret-files.ts'

export type HostAccess = {
  readonly headers: { readonly authorization?: string }
  readonly clue: string
}

/**
 * What `token`, or `username` and `password`, are to the host that they are for; to any other, nothing. A host
 * that is named without a scheme is meant by https. `https-host` is KServe's name for it.
 */
export function hostAccessIn(secret: Named, named: string | undefined, url: URL): HostAccess {
  const authorization = authorizationIn(secret)
  const host = named ?? firstOf(secret, ['host', 'https-host'])
  if (authorization === undefined) return { headers: {}, clue: 'asked without credentials' }
  if (host === undefined) return { headers: {}, clue: 'the credentials name no host' }
  const isMeant = url.origin === originOf(host)
  if (!isMeant) return { headers: {}, clue: `the credentials are for ${host}` }
  return { headers: { authorization }, clue: '' }
}

/** A name, one with a port, or an address of which only the beginning counts. */
function originOf(host: string): string {
  const url = URL.parse(host.includes('://') ? host : `https://${host}`)
  if (url !== null) return url.origin
  throw wrong('ModelAccessDenied', 'the credentials', 'the host that they name is none')
}

function authorizationIn(secret: Named): string | undefined {
  const { username, password } = secret
  const token = firstOf(secret, ['token'])
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) {
    throw wrong('ModelAccessDenied', 'the credentials', 'token has characters that none may have')
  }
  if (token !== undefined) return `Bearer ${token}`
  if (username === undefined || password === undefined) return undefined
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
