import { beforeAll, expect, it } from 'vitest'
import { resources } from '../../../src/kube/resources.ts'
import { configMapsOf } from '../../../src/operator/evidence/config-maps.ts'
import { createKeeping } from '../../../src/operator/evidence/keeping.ts'
import { aCount, gatheredOf } from '../../unit/evidence/checkpoint/given.ts'
import { ask, configMap, experiment, newNamespace, openDoor } from '../door/ground.ts'
import { installCrd } from '../kubectl.ts'

let namespace: string

beforeAll(async () => {
  await installCrd()
  namespace = await newNamespace()
})

const point = (nth: number) => ({
  ...{ atMs: nth, gathered: gatheredOf([aCount(1, nth, 60, nth)]), memories: { nth }, case: nth },
})

async function anOwner(name: string) {
  const door = openDoor()
  const { metadata } = await door.create(experiment(namespace, name))
  const shelf = configMapsOf(door, { namespace, name, uid: metadata.uid })
  const names = async () => {
    const project = ({ metadata }: { readonly metadata: { readonly name: string } }) =>
      metadata.name.startsWith(`${name}-evidence`) ? metadata.name : undefined
    return (await door.list(resources.configMaps, { namespace, project })).entries
  }
  return { door, shelf, names, uid: metadata.uid }
}

it('keeps evidence in ConfigMaps of the experiment, none of which is followed with its children', async () => {
  const { door, shelf, names, uid } = await anOwner('bikes')
  const keeping = createKeeping(shelf, 1_500)
  expect(await keeping.read()).toBeUndefined()
  for (const nth of [1, 2, 3]) {
    await keeping.write(point(nth))
    expect((await createKeeping(shelf).read())?.case).toBe(nth)
  }
  const all = await names()
  expect(all.length).toBeGreaterThan(5)
  for (const name of all) {
    const found = await door.get(resources.configMaps, { namespace, name })
    expect(found?.metadata.ownerReferences).toMatchObject([{ kind: 'ModelExperiment', uid }])
    expect(found?.metadata.labels).not.toHaveProperty('app.kubernetes.io/managed-by')
  }
  // All in one, and the pieces are gone.
  await createKeeping(shelf).read()
  const whole = createKeeping(shelf)
  await whole.read()
  await whole.write(point(4))
  expect(await names()).toEqual(['bikes-evidence'])
  expect((await createKeeping(shelf).read())?.case).toBe(4)
})

it('lets one of two leaders write', async () => {
  const { shelf } = await anOwner('trams')
  const [old, next] = [createKeeping(shelf), createKeeping(shelf)]
  await old.read()
  await old.write(point(1))
  await next.read()
  await old.write(point(2))
  await expect(next.write(point(3))).rejects.toMatchObject({ code: 'StaleWrite' })
  await next.write(point(4))
  await expect(old.write(point(5))).rejects.toMatchObject({ code: 'StaleWrite' })
  expect((await createKeeping(shelf).read())?.case).toBe(4)
})

it('neither reads nor writes what was there before, or is somebody else’s', async () => {
  const { shelf } = await anOwner('boats')
  await ask('POST', `/api/v1/namespaces/${namespace}/configmaps`, {
    ...configMap(namespace, 'boats-evidence', { index: '{' }),
  })
  const keeping = createKeeping(shelf)
  expect(await keeping.read()).toBeUndefined()
  await expect(keeping.write(point(1))).rejects.toMatchObject({ code: 'NameTaken' })
})
