import type { Door } from '../../kube/door.ts'
import { resources } from '../../kube/resources.ts'
import type { Mentioned } from './pod/mentions.ts'
import type { Pod } from './pod/pod.ts'
import { type Contents, contentsOf, type Held } from './program/held.ts'

const kinds: { readonly [kind in Mentioned]: (typeof resources)['configMaps' | 'secrets'] } = {
  ConfigMap: resources.configMaps,
  Secret: resources.secrets,
}

/** Reads what a Pod mentions, as it is now. Nothing of it is kept. */
export function createReferences(door: Pick<Door, 'get'>) {
  return async function read({ mentions }: Pod, signal: AbortSignal): Promise<Held> {
    const found = await Promise.all(
      [...mentions].map(async (mentioned): Promise<[string, Contents] | undefined> => {
        const [kind, namespace = '', name = ''] = split(mentioned)
        const object = await door.get(kinds[kind], { namespace, name }, { signal })
        return object && [mentioned, contentsOf(kind, object)]
      }),
    )
    return new Map(found.filter((each) => each !== undefined))
  }
}

export type ReadReferences = ReturnType<typeof createReferences>

function split(mentioned: string): [Mentioned, ...(readonly string[])] {
  const [kind, key = ''] = mentioned.split(' ')
  return [kind === 'Secret' ? 'Secret' : 'ConfigMap', ...key.split('/')]
}
