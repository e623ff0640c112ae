import { isIP } from 'node:net'
import { ContenderError } from '../errors.ts'
import { whyForbidden } from './addresses.ts'
import { type Place, type Scheme, schemes } from './uri.ts'

export type PolicySettings = {
  readonly schemes: readonly Scheme[]
  /** `models.example.com`, `*.example.com` (all below it), `minio:9000`, or `*`. The store's own, with s3. */
  readonly hosts: readonly string[]
  /** Whether this machine's own addresses are fine. In a pod they are its sidecars'. */
  readonly loopback: boolean
  /** Files may lie in these only, links followed; `undefined`: anywhere. */
  readonly folders: readonly string[] | undefined
}

export const usualPolicy: PolicySettings = {
  schemes,
  hosts: ['*'],
  loopback: false,
  folders: undefined,
}

export type Policy = ReturnType<typeof createPolicy>

/** What may be fetched, and from where. Whatever is asked here throws `ModelOriginForbidden`, or is fine. */
export function createPolicy({ schemes: allowed, hosts, loopback, folders }: PolicySettings) {
  function admitScheme({ scheme, told }: Place): void {
    if (!allowed.includes(scheme)) {
      throw forbidden(told, `${scheme}: is none of the allowed schemes (${allowed.join(', ')})`)
    }
  }

  /** Before each connection, also after a redirect. */
  function admitHost(url: URL, told: string): void {
    const name = bareName(url.hostname)
    if (metadataNames.has(name)) throw forbidden(told, `${name} is a name of cloud metadata`)
    if (isIP(name) > 0) admitAddress(name, name, told)
    const host = url.hostname.toLowerCase().replace(/\.$/, '')
    const names = [host, `${host}:${url.port || usualPorts[url.protocol]}`]
    if (!hosts.some((pattern) => names.some((each) => matches(each, pattern.toLowerCase())))) {
      throw forbidden(told, `${name} is none of the allowed hosts (${hosts.join(', ')})`)
    }
  }

  /** Of the very address that is connected to: what a name meant a moment ago says nothing. */
  function admitAddress(address: string, host: string, told: string): void {
    const why = whyForbidden(address, { loopback })
    if (why === undefined) return
    const whose = address === host ? host : `${host} leads to ${address}, which`
    throw forbidden(told, `${whose} is ${why}`)
  }

  return { admitScheme, admitHost, admitAddress, folders }
}

export const forbidden = (told: string, why: string) =>
  new ContenderError('ModelOriginForbidden', `${told}: ${why}`)

/** Without the brackets of an IPv6 address, and the dot at the end of an absolute name. */
export const bareName = (hostname: string) => hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase()

const usualPorts: { readonly [protocol: string]: string } = { 'http:': '80', 'https:': '443' }

const metadataNames: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
])

function matches(name: string, pattern: string): boolean {
  if (pattern === '*') return true
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern
}
