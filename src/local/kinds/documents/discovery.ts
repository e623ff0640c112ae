import type { JsonObject } from '../../../api/json.ts'
import type { Kind, Subresource } from '../kind.ts'

/** Which groups, versions and resources there are, in the plain form that every client knows. */
export function discovery(kinds: readonly Kind[]): { readonly [path: string]: () => JsonObject } {
  const groups = [...new Set(kinds.map(({ group }) => group))].filter((group) => group !== '')
  const versions = [...new Set(kinds.map(groupVersionOf))]
  const ofGroup = (group: string) => kinds.filter((kind) => kind.group === group)
  return {
    '/api': () => ({
      ...{ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] },
    }),
    '/apis': () => ({
      ...{ kind: 'APIGroupList', apiVersion: 'v1' },
      groups: groups.map((group) => groupOf(group, ofGroup(group))),
    }),
    ...entriesOf(groups, (group) => [
      `/apis/${group}`,
      () => ({ kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group, ofGroup(group)) }),
    ]),
    ...entriesOf(versions, (version) => [
      pathOf(version),
      () => ({
        kind: 'APIResourceList',
        ...(version.includes('/') && { apiVersion: 'v1' }),
        groupVersion: version,
        resources: kinds.filter((kind) => groupVersionOf(kind) === version).flatMap(resourcesOf),
      }),
    ]),
  }
}

type Entry = readonly [string, () => JsonObject]

const entriesOf = (names: readonly string[], entry: (name: string) => Entry) =>
  Object.fromEntries(names.map(entry))

export const groupVersionOf = ({ group, version }: Kind): string =>
  group === '' ? version : `${group}/${version}`

/** `/api/v1`, `/apis/apps/v1` */
export const pathOf = (groupVersion: string): string =>
  groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`

function groupOf(name: string, kinds: readonly Kind[]): JsonObject {
  const versions = [...new Set(kinds.map(({ version }) => version))].map((version) => ({
    groupVersion: `${name}/${version}`,
    version,
  }))
  return { name, versions, preferredVersion: versions[0] ?? null }
}

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

const verbsOfCustom = [
  ...['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'],
]

/** The server lists those of its own in order, and others in another. Nobody deletes all namespaces. */
function verbsOf({ isCustom, isNamespaced }: Kind): readonly string[] {
  if (isCustom) return verbsOfCustom
  return isNamespaced ? verbs : verbs.filter((verb) => verb !== 'deletecollection')
}

function resourcesOf(kind: Kind): readonly JsonObject[] {
  const { plural, singular, shortNames, categories, isNamespaced } = kind
  return [
    {
      ...{ name: plural, singularName: singular, namespaced: isNamespaced, kind: kind.kind },
      verbs: verbsOf(kind),
      ...(shortNames.length > 0 && { shortNames }),
      ...(categories.length > 0 && { categories }),
    },
    ...[...kind.subresources].sort().map((subresource) => ({
      ...{ name: `${plural}/${subresource}`, singularName: '', namespaced: isNamespaced },
      ...(subresource in others ? others[subresource] : { kind: kind.kind }),
      verbs: subresourceVerbs[subresource],
    })),
  ]
}

/** What a subresource reads and writes, where that is not the object itself. */
const others: { readonly [name: string]: JsonObject } = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  binding: { kind: 'Binding' },
}

const subresourceVerbs: { readonly [name in Subresource]: readonly string[] } = {
  status: ['get', 'patch', 'update'],
  scale: ['get', 'patch', 'update'],
  log: ['get'],
  binding: ['create'],
  finalize: ['update'],
}
