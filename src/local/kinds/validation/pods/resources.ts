import { qualifiedName } from '../../../../admission/names.ts'
import { type Address, child, entry, type Problem } from '../../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../../api/json.ts'
import { named } from '../../named.ts'
import { nanoOf } from '../../quantities.ts'
import { type Check, forbidden, invalid, whole } from '../checks.ts'

const ofContainers = ['cpu', 'memory', 'ephemeral-storage']
const ofClusters = [
  ...['storage', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu'],
  ...['limits.memory', 'limits.ephemeral-storage', 'pods', 'resourcequotas', 'services', 'secrets'],
  ...['replicationcontrollers', 'configmaps', 'persistentvolumeclaims', 'services.nodeports'],
  ...['requests.storage', 'services.loadbalancers'],
]

/** What a container asks for, and what it is limited to. */
export const resourceRequirements: Check = whole((object, at) => {
  const limits = entriesOf(object['limits'])
  const requests = entriesOf(object['requests'])
  return [
    ...amounts(limits, child(at, 'limits')),
    ...amounts(requests, child(at, 'requests')),
    ...requests.flatMap(([name, amount]) => unlimited(name, amount, object, at)),
    ...withoutBasis([...limits, ...requests], at),
  ]
})

const entriesOf = (value: Json | undefined) => Object.entries(isJsonObject(value) ? value : {})

const amounts = (list: readonly [string, Json][], at: Address) =>
  list.flatMap(([name, amount]) => {
    const place = entry(at, name)
    return [...nameProblems(name, place), ...amountProblems(name, String(amount), place)]
  })

function nameProblems(name: string, at: Address): readonly Problem[] {
  const misspelt = qualifiedName(name)
  if (misspelt.length > 0) {
    const details = name.includes('/') ? misspelt : [...misspelt, notOfContainers]
    return details.map((detail) => invalid(at, name, detail))
  }
  if (name.includes('/')) return isOfSomebody(name) ? [] : [invalid(at, name, notStandardExtended)]
  const isKnown = ofContainers.includes(name) || name.startsWith('hugepages-')
  if (isKnown) return []
  return [
    ...(ofClusters.includes(name)
      ? []
      : [invalid(at, name, 'must be a standard resource type or fully qualified')]),
    invalid(at, name, notOfContainers),
  ]
}

const notOfContainers = 'must be a standard resource for containers'
const notStandardExtended = "doesn't follow extended resource name standard"

/** Kubernetes' own names are not for others, and nobody's begin with what quotas are called. */
const isOfSomebody = (name: string) =>
  name.includes('kubernetes.io/') ||
  (!name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0)

function amountProblems(name: string, amount: string, at: Address): readonly Problem[] {
  const nano = nanoOf(amount)
  const isCounted = name.includes('/') && !name.includes('kubernetes.io/')
  return [
    ...(nano < 0n ? [invalid(at, amount, 'must be greater than or equal to 0')] : []),
    ...(isCounted && nano % 1_000_000_000n !== 0n
      ? [invalid(at, amount, 'must be an integer')]
      : []),
  ]
}

const isOvercommitted = (name: string) =>
  (!name.includes('/') || name.includes('kubernetes.io/')) && !name.startsWith('hugepages-')

function unlimited(
  name: string,
  amount: Json,
  object: JsonObject,
  at: Address,
): readonly Problem[] {
  const limits = isJsonObject(object['limits']) ? object['limits'] : {}
  const limit = named(limits, name)
  const place = child(at, 'requests')
  if (limit === undefined) {
    const detail = 'Limit must be set for non overcommitable resources'
    return isOvercommitted(name) ? [] : [problemOfLimit(child(at, 'limits'), detail)]
  }
  const [asked, most] = [nanoOf(String(amount)), nanoOf(String(limit))]
  if (!isOvercommitted(name) && asked !== most) {
    return [invalid(place, String(amount), `must be equal to ${name} limit of ${limit}`)]
  }
  return asked > most
    ? [invalid(place, String(amount), `must be less than or equal to ${name} limit of ${limit}`)]
    : []
}

const problemOfLimit = (at: Address, detail: string): Problem => ({
  ...{ path: at.path, field: at.field, reason: 'FieldValueRequired' as const },
  message: `Required value: ${detail}`,
})

/** Huge pages are a share of memory, which must be named too. */
function withoutBasis(list: readonly [string, Json][], at: Address): readonly Problem[] {
  const names = list.map(([name]) => name)
  const isHuge = names.some((name) => name.startsWith('hugepages-'))
  const detail = 'HugePages require cpu or memory'
  return isHuge && !names.includes('cpu') && !names.includes('memory')
    ? [forbidden(at, detail)]
    : []
}
