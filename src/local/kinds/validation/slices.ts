import { isIPv4, isIPv6 } from 'node:net'
import { subdomain } from '../../../admission/names.ts'
import { type Address, child, entry, type Problem, root } from '../../../admission/problem.ts'
import type { JsonObject } from '../../../api/json.ts'
import {
  duplicate,
  each,
  fields,
  ifThere,
  invalid,
  missing,
  objectsIn,
  oneOf,
  text,
  unchanged,
  unsupported,
} from './checks.ts'
import { ipAddress } from './ips.ts'
import { label1123 } from './names.ts'

const endpoints = child(root, 'endpoints')
const ports = child(root, 'ports')
const types = ['FQDN', 'IPv4', 'IPv6']

/**
 * An EndpointSlice. Addresses of this machine are fine here, where a real server refuses them: all
 * processes are here.
 */
export function validateSlice(object: JsonObject, old?: JsonObject): readonly Problem[] {
  const { addressType = '' } = object
  const at = child(root, 'addressType')
  const type = String(addressType)
  return [
    ...(type === '' ? [missing(at)] : []),
    ...(type === '' || types.includes(type) ? [] : [unsupported(at, type, types)]),
    ...objectsIn(object['endpoints']).flatMap((one, i) =>
      ofEndpoint(one, entry(endpoints, i), type),
    ),
    ...each(port)(object['ports'], ports),
    ...namesTwice(objectsIn(object['ports'])),
    ...(old === undefined ? [] : unchanged(at, addressType, old['addressType'])),
  ]
}

const endpoint = fields({
  hostname: ifThere(text(label1123)),
  nodeName: ifThere(text(subdomain)),
})

function ofEndpoint(one: JsonObject, at: Address, type: string): readonly Problem[] {
  const list = Array.isArray(one['addresses']) ? one['addresses'].map(String) : []
  const place = child(at, 'addresses')
  return [
    ...(list.length === 0 ? [missing(place, 'must contain at least 1 address')] : []),
    ...list.flatMap((address, i) => addressProblems(address, type, place, i)),
    ...endpoint(one, at),
  ]
}

function addressProblems(address: string, type: string, at: Address, i: number) {
  const of = (details: readonly string[]) =>
    details.map((detail) => invalid(entry(at, i), address, detail))
  if (type === 'FQDN') return of(subdomain(address))
  const misspelt = ipAddress(address)
  if (misspelt.length > 0 || !types.includes(type)) return of(misspelt)
  const isOther = type === 'IPv4' ? !isIPv4(address) : !isIPv6(address)
  return [
    ...(isOther ? [invalid(at, address, `must be an ${type} address`)] : []),
    ...of(/^(0\.0\.0\.0|::)$/.test(address) ? [`may not be unspecified (${address})`] : []),
  ]
}

const port = fields({
  name: ifThere(text(label1123)),
  protocol: oneOf('SCTP', 'TCP', 'UDP'),
})

const namesTwice = (list: readonly JsonObject[]) => {
  const names = list.map(({ name = '' }) => name)
  return names.flatMap((name, i) =>
    names.indexOf(name) < i ? [duplicate(child(entry(ports, i), 'name'), name)] : [],
  )
}
