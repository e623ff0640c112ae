import { qualifiedName, subdomain } from '../../../../admission/names.ts'
import { type Address, child, type Problem } from '../../../../admission/problem.ts'
import { isJsonObject, type JsonObject } from '../../../../api/json.ts'
import { named } from '../../named.ts'
import { nanoOf } from '../../quantities.ts'
import {
  all,
  type Check,
  each,
  fields,
  ifThere,
  invalid,
  missing,
  required,
  text,
  unsupported,
  whole,
} from '../checks.ts'
import { configKey, variableName } from '../names.ts'

/** Fields of a Pod that a variable may hold. */
const fieldsForVariables = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName'],
  ...[
    'spec.serviceAccountName',
    'status.hostIP',
    'status.hostIPs',
    'status.podIP',
    'status.podIPs',
  ],
]

/** Fields of a Pod that a file of a volume may hold. */
export const fieldsForFiles = [
  ...['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace'],
  'metadata.uid',
]

const knownFields = [
  ...['metadata.annotations', 'metadata.labels', ...fieldsForVariables],
  ...['spec.restartPolicy', 'spec.schedulerName', 'status.phase', 'spec.host'],
]

/** A field of the Pod itself, or an entry of its labels or annotations. */
export const fieldRef = (supported: readonly string[]): Check =>
  whole(({ apiVersion = '', fieldPath = '' }, at) => {
    if (apiVersion === '') return [missing(child(at, 'apiVersion'))]
    if (fieldPath === '') return [missing(child(at, 'fieldPath'))]
    const path = String(fieldPath)
    const why = unconvertible(String(apiVersion), path)
    return why === undefined
      ? pathProblems(path, supported, at)
      : [invalid(child(at, 'fieldPath'), path, `error converting fieldPath: ${why}`)]
  })

function pathProblems(path: string, supported: readonly string[], at: Address) {
  const { map, key } = partsOf(path)
  if (key === undefined) {
    return supported.includes(path) ? [] : [unsupported(child(at, 'fieldPath'), path, supported)]
  }
  const name = map === 'annotations' ? key.toLowerCase() : key
  return qualifiedName(name).map((detail) => invalid(at, name, detail))
}

/** `metadata.labels['a/b']` is the entry of a map. */
function partsOf(path: string) {
  const [, of, key] = /^(.*)\['(.*)'\]$/s.exec(path) ?? []
  const [, map] = /^metadata\.(labels|annotations)$/.exec(of ?? '') ?? []
  return { isEntry: of !== undefined, map, key }
}

function unconvertible(version: string, path: string): string | undefined {
  if (version !== 'v1') return `unsupported pod version: ${version}`
  const { isEntry, map } = partsOf(path)
  if (isEntry) return map ? undefined : `field label does not support subscript: ${path}`
  return knownFields.includes(path) ? undefined : `field label not supported: ${path}`
}

const amounts = ['cpu', 'ephemeral-storage', 'memory']
const resources = ['limits', 'requests'].flatMap((of) => amounts.map((name) => `${of}.${name}`))
const divisors = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei']
const names: { readonly [name: string]: string } = {
  cpu: 'cpu',
  memory: 'memory',
  'ephemeral-storage': 'local ephemeral storage',
}

/** What a container asks for, or is limited to. A file says of which container. */
export const resourceFieldRef = (isOfFile: boolean): Check =>
  whole((object, at) => [...resourceProblems(object, at, isOfFile), ...divisorProblems(object, at)])

function resourceProblems(object: JsonObject, at: Address, isOfFile: boolean): readonly Problem[] {
  const { containerName = '', resource = '' } = object
  if (isOfFile && containerName === '') return [missing(child(at, 'containerName'))]
  if (resource === '') return [missing(child(at, 'resource'))]
  const isKnown = /^(limits|requests)\.hugepages-/.test(String(resource))
  return isKnown || resources.includes(String(resource))
    ? []
    : [unsupported(child(at, 'resource'), resource, resources)]
}

function divisorProblems({ resource = '', divisor = '0' }: JsonObject, at: Address) {
  const name = String(resource).replace(/^(limits|requests)\./, '')
  const isCpu = name === 'cpu'
  const choices = isCpu ? ['1m', '1'] : divisors
  const isFree = nanoOf(String(divisor)) === 0n || named(names, name) === undefined
  if (isFree || choices.includes(String(divisor))) return []
  const detail = `only divisor's values ${choices.join(isCpu ? ' and ' : ', ')} are supported with the ${named(names, name)} resource`
  return [invalid(child(at, 'divisor'), resource, detail)]
}

const keyRef = fields({ name: text(subdomain), key: required(text(configKey)) })

const sources: { readonly [name: string]: Check } = {
  fieldRef: fieldRef(fieldsForVariables),
  resourceFieldRef: resourceFieldRef(false),
  configMapKeyRef: keyRef,
  secretKeyRef: keyRef,
}

const sourceNames =
  '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'

function oneSource({ value = '', valueFrom }: JsonObject, at: Address): readonly Problem[] {
  if (!isJsonObject(valueFrom)) return []
  const count = Object.keys(valueFrom).length
  const place = child(at, 'valueFrom')
  if (count === 0) return [invalid(place, '', `must specify one of: ${sourceNames}`)]
  if (value !== '') return [invalid(place, '', 'may not be specified when `value` is not empty')]
  return count > 1
    ? [invalid(place, '', 'may not have more than one field specified at a time')]
    : []
}

export const env: Check = each(
  all(fields({ name: required(text(variableName)), valueFrom: fields(sources) }), whole(oneSource)),
)

const reference = fields({ name: required(text(subdomain)) })

/** Reported at the list: the server does not say which of them it means. */
export const envFrom: Check = (value, at) => [
  ...each(
    fields({
      prefix: ifThere(text(variableName)),
      ...{ configMapRef: reference, secretRef: reference },
    }),
  )(value, at),
  ...each(
    whole(({ configMapRef, secretRef }) => {
      const count = [configMapRef, secretRef].filter((source) => source !== undefined).length
      if (count === 0)
        return [invalid(at, '', 'must specify one of: `configMapRef` or `secretRef`')]
      const detail = 'may not have more than one field specified at a time'
      return count > 1 ? [invalid(at, '', detail)] : []
    }),
  )(value, at),
]
