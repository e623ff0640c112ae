import type { Door } from '../../kube/door.ts'
import { resources } from '../../kube/resources.ts'
import type { Learned, Question } from './tending.ts'

const everyMs = 30_000

const secretKey = (name: string) => `secret ${name}`

/** Whether a Secret exists that a variant names; nothing of what it holds is kept. */
export const questionOfSecret = (
  namespace: string,
  name: string,
  door: Pick<Door, 'get'>,
): Question => ({
  key: secretKey(name),
  ask: async (signal) => {
    const found = await door.get(resources.secrets, { namespace, name }, { signal })
    if (found !== undefined) return {}
    return { trouble: { code: 'SecretMissing', detail: `there is no Secret ${namespace}/${name}` } }
  },
  againMs: () => everyMs,
})

export const secretTrouble = (name: string, learned: (key: string) => Learned | undefined) =>
  learned(secretKey(name))?.trouble
