import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { resources } from '../../../src/kube/resources.ts'
import { installCrd } from '../kubectl.ts'
import { again, ask, configMap, deployment, experiment, newNamespace, openDoor } from './ground.ts'

const { configMaps, deployments, modelExperiments, pods } = resources
const merge = 'application/merge-patch+json'

let namespace: string
let door: ReturnType<typeof openDoor>

beforeAll(async () => {
  await installCrd()
  namespace = await newNamespace()
})
beforeEach(() => {
  door = openDoor()
})

const read = (name: string) => door.get(configMaps, { namespace, name })
const newName = () => `x-${randomUUID().slice(0, 8)}`

/** A ConfigMap of ours, and the way to it. */
async function created(entries: object = { a: '1', b: '2' }) {
  const wanted = configMap(namespace, newName(), entries)
  const made = await door.create(wanted)
  const ref = { namespace, name: wanted.metadata.name }
  const path = `/api/v1/namespaces/${namespace}/configmaps/${ref.name}`
  return { wanted, made, ref, path, version: made.metadata.resourceVersion }
}

/** Removes it and makes another of the same name, as somebody else would. */
async function replaced({ path, ref }: { readonly path: string; readonly ref: { name: string } }) {
  await ask('DELETE', path)
  await ask('POST', path.replace(/\/[^/]*$/, ''), {
    metadata: { name: ref.name },
    data: { of: 'others' },
  })
}

const touched = (path: string) => ask('PATCH', path, { metadata: { labels: { t: 'u' } } }, merge)

it('creates what is new, and leaves alone what has the name already', async () => {
  const { wanted, made, ref } = await created()
  expect(made['data']).toEqual({ a: '1', b: '2' })
  const taken = door.create(configMap(namespace, ref.name, { mine: 'now' }))
  await expect(taken).rejects.toMatchObject({
    code: 'NameTaken',
    message: `cannot create ConfigMap ${namespace}/${ref.name}: configmaps "${ref.name}" already exists`,
  })
  expect(await read(wanted.metadata.name)).toEqual(made)
})

it('waits for a name whose object is on its way out', async () => {
  const { path, ref } = await created()
  await ask('PATCH', path, { metadata: { finalizers: ['contender.dev/test'] } }, merge)
  await ask('DELETE', path)
  const early = door.create(configMap(namespace, ref.name, {}))
  await expect(early).rejects.toMatchObject({ code: 'StaleWrite' })
  await ask('PATCH', path, { metadata: { finalizers: null } }, merge)
  await door.create(configMap(namespace, ref.name, {}))
})

it('applies what is stated, and removes what was stated before: by an apply or by the creation', async () => {
  const { wanted, made } = await created()
  const first = await door.apply({ ...again(wanted, made), data: { a: '1', c: '3' } })
  expect(first['data']).toEqual({ a: '1', c: '3' })
  const second = await door.apply({ ...again(wanted, made), data: { a: '1' } })
  expect(second['data']).toEqual({ a: '1' })
  expect(second.metadata.managedFields?.length).toBe(1)
})

it('takes a nodeSelector away that a Deployment was created with', async () => {
  const name = newName()
  const made = await door.create(deployment(namespace, name, { nodeSelector: { disk: 'fast' } }))
  const applied = await door.apply(again(deployment(namespace, name), made))
  expect(JSON.stringify(applied['spec'])).not.toContain('nodeSelector')
})

it('would leave it there, if it applied as one usually does (negative control)', async () => {
  const { made, path, ref } = await created()
  const body = { ...configMap(namespace, ref.name, { a: '1' }) }
  const query = '?fieldManager=contender&force=true'
  const type = 'application/apply-patch+yaml'
  const known = { ...body, metadata: { ...body.metadata, uid: made.metadata.uid } }
  expect((await ask('PATCH', path + query, known, type))['data']).toEqual({ a: '1', b: '2' })
})

it('leaves the fields of others, and changes nothing when nothing is new', async () => {
  const { wanted, made, path } = await created()
  const applied = await door.apply(again(wanted, made))
  await touched(path)
  const second = await door.apply(again(wanted, made))
  expect(second.metadata.labels).toEqual({ t: 'u' })
  const third = await door.apply(again(wanted, made))
  expect(third.metadata.resourceVersion).toBe(second.metadata.resourceVersion)
  expect(third.metadata.resourceVersion).not.toBe(applied.metadata.resourceVersion)
})

it('applies to nothing but the object that is meant, at the version that is meant', async () => {
  const one = await created()
  const known = again(one.wanted, one.made)
  await touched(one.path)
  const old = { ...known, metadata: { ...known.metadata, resourceVersion: one.version } }
  await expect(door.apply({ ...old, data: {} })).rejects.toMatchObject({ code: 'StaleWrite' })
  await replaced(one)
  await expect(door.apply({ ...known, data: {} })).rejects.toMatchObject({ code: 'StaleWrite' })
  expect((await read(one.ref.name))?.['data']).toEqual({ of: 'others' })
  await ask('DELETE', one.path)
  await expect(door.apply(known)).rejects.toMatchObject({ code: 'StaleWrite' })
  expect(await read(one.ref.name)).toBeUndefined()
})

it('patches nothing but the object that is meant, at the version that is meant', async () => {
  const one = await created()
  const patch = (seen: { resourceVersion: string; uid?: string }) =>
    door.patch(configMaps, one.ref, { data: { b: null, c: '3' } }, seen)
  const { uid } = one.made.metadata
  const patched = await patch({ resourceVersion: one.version, uid })
  expect(patched['data']).toEqual({ a: '1', c: '3' })
  await expect(patch({ resourceVersion: one.version })).rejects.toMatchObject({
    code: 'StaleWrite',
  })
  await replaced(one)
  const present = (await read(one.ref.name))?.metadata.resourceVersion ?? ''
  await expect(patch({ resourceVersion: present, uid })).rejects.toMatchObject({
    code: 'StaleWrite',
  })
  await ask('DELETE', one.path)
  await expect(patch({ resourceVersion: present })).rejects.toMatchObject({ code: 'StaleWrite' })
})

it('would write over anything with preconditions that say nothing (negative control)', async () => {
  const { path, ref } = await created()
  for (const resourceVersion of ['0', '']) {
    const body = { metadata: { resourceVersion }, data: { at: `v${resourceVersion}` } }
    expect(await ask('PATCH', path, body, merge)).toMatchObject({ data: body.data })
  }
  const name = newName()
  const body = { ...configMap(namespace, name, {}), metadata: { namespace, name, uid: '' } }
  const query = '?fieldManager=contender&force=true'
  await ask('PATCH', path.replace(ref.name, name) + query, body, 'application/apply-patch+yaml')
  expect(await read(name)).toBeDefined()
})

it('writes a status and nothing else, at the version that is meant', async () => {
  const name = newName()
  const made = await door.create(experiment(namespace, name))
  const { uid, resourceVersion } = made.metadata
  const ref = { namespace, name }
  const status = (seen: { uid: string; resourceVersion: string }, stage = 'Settled') =>
    door.applyStatus(modelExperiments, { ...ref, ...seen }, { stage })
  const written = await status({ uid, resourceVersion })
  expect(written).toMatchObject({ spec: made['spec'], status: { stage: 'Settled' } })
  expect(written.metadata.generation).toBe(made.metadata.generation)
  await expect(status({ uid, resourceVersion })).rejects.toMatchObject({ code: 'StaleWrite' })

  const path = `/apis/contender.dev/v1alpha1/namespaces/${namespace}/modelexperiments`
  await ask('DELETE', `${path}/${name}`)
  const second = await door.create(experiment(namespace, name))
  const late = status({ uid, resourceVersion: written.metadata.resourceVersion })
  await expect(late).rejects.toMatchObject({ code: 'StaleWrite' })
  expect((await door.get(modelExperiments, ref))?.['status']).toEqual(second['status'])
  await ask('DELETE', `${path}/${name}`)
  await expect(status(second.metadata)).rejects.toMatchObject({ code: 'StaleWrite' })
})

it('scales nothing but the Deployment that is meant', async () => {
  const name = newName()
  const ref = { namespace, name }
  const made = await door.create(deployment(namespace, name))
  const { uid, resourceVersion } = made.metadata
  const scaled = await door.scale(deployments, ref, 3, { uid, resourceVersion })
  expect(scaled).toMatchObject({ kind: 'Scale', spec: { replicas: 3 } })
  for (const seen of [{ uid: randomUUID() }, { uid, resourceVersion }]) {
    const refused = door.scale(deployments, ref, 5, seen)
    await expect(refused).rejects.toMatchObject({ code: 'StaleWrite' })
  }
  expect(await door.get(deployments, ref)).toMatchObject({ spec: { replicas: 3 } })
  const missing = door.scale(deployments, { namespace, name: 'gone' }, 1, { uid })
  await expect(missing).rejects.toMatchObject({ code: 'StaleWrite' })
})

it('binds a Pod once, and none but the one that is meant', async () => {
  const name = newName()
  const ref = { namespace, name }
  const spec = { containers: [{ name: 'server', image: 'server' }] }
  const wanted = { apiVersion: 'v1', kind: 'Pod', metadata: ref, spec }
  const { uid, resourceVersion } = (await door.create(wanted)).metadata
  const refused = (of: string, seen: { uid: string; resourceVersion?: string }) =>
    expect(door.bind({ namespace, name: of }, 'one', seen)).rejects.toMatchObject({
      code: 'StaleWrite',
    })
  await refused(name, { uid: randomUUID() })
  await refused(name, { uid, resourceVersion: '1' })
  await refused('gone', { uid })
  await door.bind(ref, 'one', { uid, resourceVersion }, { dryRun: true })
  expect((await door.get(pods, ref))?.metadata.resourceVersion).toBe(resourceVersion)
  await door.bind(ref, 'one', { uid, resourceVersion })
  await refused(name, { uid })
  expect(await door.get(pods, ref)).toMatchObject({
    spec: { nodeName: 'one' },
    status: { conditions: [{ type: 'PodScheduled', status: 'True' }] },
  })
})

it('changes nothing in a dry run, and says what it would', async () => {
  const dryRun = true
  const one = await created()
  const { uid, resourceVersion } = one.made.metadata
  const phantom = configMap(namespace, newName(), { a: '1' })
  expect(await door.create(phantom, { dryRun })).toMatchObject({ data: { a: '1' } })
  expect(await read(phantom.metadata.name)).toBeUndefined()
  const applied = await door.apply({ ...again(one.wanted, one.made), data: { c: '3' } }, { dryRun })
  expect(applied['data']).toMatchObject({ c: '3' })
  await door.patch(configMaps, one.ref, { data: { c: '3' } }, { resourceVersion }, { dryRun })
  expect(await read(one.ref.name)).toEqual(one.made)
  const wrong = { ...phantom, data: { 'not a key': '' } }
  await expect(door.create(wrong, { dryRun })).rejects.toMatchObject({ code: 'ObjectInvalid' })

  const made = await door.create(deployment(namespace, newName()))
  const ref = { namespace, name: made.metadata.name }
  await door.scale(deployments, ref, 7, { uid: made.metadata.uid }, { dryRun })
  expect(await door.get(deployments, ref)).toEqual(made)

  const mex = await door.create(experiment(namespace, newName()))
  await door.applyStatus(modelExperiments, { ...mex.metadata }, { stage: 'Settled' }, { dryRun })
  expect(await door.get(modelExperiments, { namespace, name: mex.metadata.name })).toEqual(mex)
  expect(uid).toBe(one.made.metadata.uid)
})
