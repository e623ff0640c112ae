import { beforeAll, beforeEach, expect, it } from 'vitest'
import { resources } from '../../../src/kube/resources.ts'
import { installCrd } from '../kubectl.ts'
import { ask, configMap, experiment, loadAdmin, newNamespace, openDoor } from './ground.ts'

const { configMaps } = resources

let namespace: string
let door: ReturnType<typeof openDoor>

beforeAll(async () => {
  await installCrd()
  namespace = await newNamespace()
})
beforeEach(() => {
  door = openDoor()
})

it.each([
  ['a wrong name', 'A_', {}, /metadata.name: Invalid value/],
  ['a wrong type', 'a', { a: 1 }, /cannot unmarshal number/],
  ['too many bytes for etcd', 'a', { a: 'x'.repeat(1.2e6) }, /Too long/],
  ['too many bytes for a request', 'a', { a: 'x'.repeat(4e6) }, /too large/],
])('calls an object with %s invalid', async (_, name, entries, message) => {
  await expect(door.create(configMap(namespace, name, entries))).rejects.toMatchObject({
    code: 'ObjectInvalid',
    message: expect.stringMatching(message),
  })
})

it('calls an apply with an unknown field invalid, though the server calls it its own fault', async () => {
  const wanted = configMap(namespace, 'field', {})
  const { metadata } = await door.create(wanted)
  const known = { ...wanted, metadata: { ...wanted.metadata, uid: metadata.uid }, nope: 1 }
  await expect(door.apply(known)).rejects.toMatchObject({
    code: 'ObjectInvalid',
    message: expect.stringContaining('.nope: field not declared in schema'),
  })
})

it('says which rule of the contract an experiment breaks', async () => {
  const wanted = experiment(namespace, 'broken')
  const broken = { ...wanted, spec: { ...wanted.spec, task: 'Guessing' } }
  await expect(door.create(broken)).rejects.toMatchObject({
    code: 'ObjectInvalid',
    message: expect.stringContaining('spec.task: Unsupported value'),
  })
})

it('knows a namespace that is not there, and one that is on its way out', async () => {
  const nowhere = door.create(configMap('nowhere', 'a', {}))
  await expect(nowhere).rejects.toMatchObject({ code: 'NamespaceGone' })
  expect(await door.get(configMaps, { namespace: 'nowhere', name: 'a' })).toBeUndefined()
  const ending = await newNamespace()
  await ask('POST', `/api/v1/namespaces/${ending}/configmaps`, {
    metadata: { name: 'stays', finalizers: ['contender.dev/test'] },
  })
  await ask('DELETE', `/api/v1/namespaces/${ending}`)
  await expect(door.create(configMap(ending, 'a', {}))).rejects.toMatchObject({
    code: 'NamespaceGone',
    message: expect.stringContaining('being terminated'),
  })
  const path = `/api/v1/namespaces/${ending}/configmaps/stays`
  await ask('PATCH', path, { metadata: { finalizers: null } }, 'application/merge-patch+json')
})

it('knows a kind that the server lacks', async () => {
  const unknown = { group: 'later.dev', version: 'v1', kind: 'Later', plural: 'laters' }
  const later = { ...resources.modelExperiments, version: 'v9' }
  const project = () => undefined
  await expect(door.list(unknown, { project })).rejects.toMatchObject({ code: 'ResourceMissing' })
  await expect(door.list(later, { project })).rejects.toMatchObject({ code: 'CrdMissing' })
  const core = { ...configMaps, plural: 'laters' }
  await expect(door.list(core, { project })).rejects.toMatchObject({ code: 'ResourceMissing' })
})

it('knows that it is nobody', async () => {
  const stranger = openDoor(() => {
    const config = loadAdmin()
    Object.assign(config.getUsers()[0] ?? {}, { token: 'none', certData: null, keyData: null })
    return config
  })
  await expect(stranger.get(configMaps, { namespace, name: 'a' })).rejects.toMatchObject({
    code: 'ApiUnauthorized',
    message: `cannot get ConfigMap ${namespace}/a: Unauthorized`,
  })
})
