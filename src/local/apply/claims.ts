import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { byBytes } from './by-bytes.ts'
import { isList } from './deduced.ts'
import { type FieldSet, noFields } from './field-set.ts'
import { fromFieldsV1, toFieldsV1 } from './fields-v1.ts'

/** What somebody owns of an object: an entry of `metadata.managedFields`. */
export type Claim = {
  readonly manager: string
  readonly operation: 'Apply' | 'Update'
  /** In which version of the kind the fields are meant. */
  readonly apiVersion: string
  readonly subresource: string
  readonly time: string | undefined
  readonly fields: FieldSet
}

/** By whose they are: one for each manager who applies, one for each version that a manager updates in. */
export type Claims = ReadonlyMap<string, Claim>

type Owner = Pick<Claim, 'manager' | 'operation' | 'apiVersion' | 'subresource'>

/** Names an owner; the server sorts by this very text. */
export function ownerId({ manager, operation, apiVersion, subresource }: Owner): string {
  const versioned = operation === 'Update' ? { apiVersion } : {}
  const entries = Object.entries({ manager, operation, ...versioned, subresource })
  return JSON.stringify(Object.fromEntries(entries.filter(([, value]) => value !== '')))
}

/** `undefined` where one of them is no claim: the server then takes none of them. */
export function readClaims(managedFields: Json | undefined): Claims | undefined {
  const claims = new Map<string, Claim>()
  for (const entry of isList(managedFields) ? managedFields : []) {
    const claim = isJsonObject(entry) ? readClaim(entry) : undefined
    if (claim === undefined) return undefined
    claims.set(ownerId(claim), claim)
  }
  return claims
}

function readClaim(entry: JsonObject): Claim | undefined {
  const { operation, fieldsType, fieldsV1 = null, time } = entry
  const apiVersion = textOf(entry['apiVersion'])
  const fields = fieldsV1 === null ? noFields : fromFieldsV1(fieldsV1)
  if (operation !== 'Apply' && operation !== 'Update') return undefined
  if (apiVersion === '' || fieldsType !== 'FieldsV1' || fields === undefined) return undefined
  return {
    ...{ operation, apiVersion, fields },
    manager: textOf(entry['manager']),
    subresource: textOf(entry['subresource']),
    time: typeof time === 'string' ? goTime(Date.parse(time)) : undefined,
  }
}

const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : '')

/** A time as Kubernetes writes it: in whole seconds. */
export const goTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** In the server's order, as it writes them. */
export const writeClaims = (claims: Claims): readonly JsonObject[] =>
  [...claims.values()].toSorted(byAge).map((claim) => ({
    ...(claim.manager === '' ? {} : { manager: claim.manager }),
    operation: claim.operation,
    apiVersion: claim.apiVersion,
    ...(claim.time === undefined ? {} : { time: claim.time }),
    fieldsType: 'FieldsV1',
    fieldsV1: toFieldsV1(claim.fields),
    ...(claim.subresource === '' ? {} : { subresource: claim.subresource }),
  }))

const byAge = (a: Claim, b: Claim) =>
  byBytes(a.operation, b.operation) ||
  secondOf(a) - secondOf(b) ||
  byBytes(a.manager, b.manager) ||
  byBytes(a.apiVersion, b.apiVersion) ||
  byBytes(a.subresource, b.subresource)

export const secondOf = ({ time }: Claim): number =>
  time === undefined ? 0 : Math.floor(Date.parse(time) / 1000)

/** The object with these claims on it, or without any. */
export function withClaims(object: JsonObject, claims: Claims): JsonObject {
  const { managedFields: _, ...metadata } = metadataOf(object)
  const written = writeClaims(claims)
  return {
    ...object,
    metadata: { ...metadata, ...(written.length === 0 ? {} : { managedFields: written }) },
  }
}

export const metadataOf = ({ metadata = null }: JsonObject): JsonObject =>
  isJsonObject(metadata) ? metadata : {}

export const noClaims: Claims = new Map()
