import { apiVersion, group, kind } from '../../api/names.ts'
import type { Door } from '../../kube/door.ts'
import type { Stored } from '../../kube/objects.ts'
import { resources } from '../../kube/resources.ts'
import type { Contents, Leaf, Lying, Shelf } from './shelf.ts'

export type Owner = { readonly namespace: string; readonly name: string; readonly uid: string }

/**
 * A shelf of ConfigMaps that go with their experiment. They are none of its children: nobody watches them, and by their label
 * only whoever begins looks for them.
 */
export function configMapsOf(
  door: Pick<Door, 'get' | 'list' | 'create' | 'patch' | 'remove'>,
  owner: Owner,
): Shelf {
  const { namespace } = owner
  const isOurs = ({ metadata }: Stored) =>
    metadata.ownerReferences?.some(({ uid }) => uid === owner.uid) === true
  const at = (name: string) => ({ namespace, name })

  async function replace(name: string, contents: Contents, before: Leaf): Promise<Leaf> {
    // A patch leaves what it doesn't name.
    const gone = Object.keys(before.bytes).filter((key) => !Object.hasOwn(contents.bytes, key))
    const none = Object.fromEntries(gone.map((key) => [key, null]))
    const { data, binaryData } = fieldsOf(contents)
    const changes = { data, binaryData: { ...binaryData, ...none } }
    const seen = { resourceVersion: before.version }
    return leafOf(await door.patch(resources.configMaps, at(name), changes, seen))
  }

  return {
    name: owner.name,
    read: async (name) => {
      const found = await door.get(resources.configMaps, at(name))
      return found !== undefined && isOurs(found) ? leafOf(found) : undefined
    },
    list: async () => {
      const project = (object: Stored): Lying | undefined =>
        isOurs(object) ? { name: object.metadata.name, uid: object.metadata.uid } : undefined
      const labelSelector = `${label}=${owner.name}`
      const selection = { namespace, labelSelector, metadataOnly: true, project }
      return (await door.list(resources.configMaps, selection)).entries
    },
    create: async (name, contents) => leafOf(await door.create(wanted(owner, name, contents))),
    replace,
    remove: ({ name, uid }) => door.remove(resources.configMaps, at(name), { uid }),
  }
}

const label = `${group}/evidence`

const wanted = ({ namespace, name: experiment, uid }: Owner, name: string, contents: Contents) => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap' },
  metadata: {
    ...{ namespace, name },
    labels: { 'app.kubernetes.io/name': 'contender', [label]: experiment },
    ownerReferences: [{ apiVersion, kind, name: experiment, uid, controller: true }],
  },
  ...fieldsOf(contents),
})

const fieldsOf = ({ index, bytes }: Contents) => ({
  ...(index === undefined ? {} : { data: { index } }),
  binaryData: Object.fromEntries(
    Object.entries(bytes).map(([key, each]) => [key, Buffer.from(each).toString('base64')]),
  ),
})

function leafOf({ metadata, data, binaryData }: Stored & ConfigMapFields): Leaf {
  const bytes = Object.entries(binaryData ?? {}).map(
    ([key, text]) => [key, Buffer.from(text, 'base64')] as const,
  )
  const index = data?.['index']
  return {
    version: metadata.resourceVersion,
    bytes: Object.fromEntries(bytes),
    ...(index !== undefined && { index }),
  }
}

type Texts = { readonly [key: string]: string }
type ConfigMapFields = { readonly data?: Texts; readonly binaryData?: Texts }
