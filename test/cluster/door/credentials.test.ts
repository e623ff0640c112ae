import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { beforeAll, beforeEach, expect, inject, it, onTestFinished, vi } from 'vitest'
import { namespaceOf } from '../../../src/kube/config.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createClient } from '../client.ts'
import { waitUntil } from '../waiting.ts'
import { ask, configMap, newNamespace, openDoor } from './ground.ts'

const { configMaps } = resources

let namespace: string
let folder: string

beforeAll(async () => {
  namespace = await newNamespace()
  const wanted = configMap(namespace, 'bikes', {})
  await ask('POST', `/api/v1/namespaces/${namespace}/configmaps`, wanted)
  await ask('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`, {
    metadata: { name: 'reader' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }],
  })
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contender-door-'))
  onTestFinished(() => rm(folder, { recursive: true }))
})

/** A service account that may read ConfigMaps, and the way to a token of its own. */
async function newAccount(name: string) {
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`
  const make = () => ask('POST', accounts, { metadata: { name } })
  await make()
  await ask('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`, {
    metadata: { name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
  })
  const newToken = async () => {
    const { status } = await ask('POST', `${accounts}/${name}/token`, {
      spec: { expirationSeconds: 600 },
    })
    return status.token
  }
  /** As the server does by itself when an account is removed, if it takes its time. */
  const revoke = async (token: string) => {
    await ask('DELETE', `${accounts}/${name}`)
    const client = createClient({ ...inject('apiServer'), token })
    const isRevoked = async () => (await client.request('GET', '/api')).status === 401
    const bounds = { what: 'the token to be revoked', limitMs: 30_000, everyMs: 200 }
    await waitUntil(isRevoked, bounds).finally(client.close)
    await make()
  }
  return { newToken, revoke }
}

/** The folder of a pod, with what the kubelet puts there. */
async function enterPod() {
  const { url, ca = '' } = inject('apiServer')
  const { hostname, port } = new URL(url)
  vi.stubEnv('KUBERNETES_SERVICE_HOST', hostname)
  vi.stubEnv('KUBERNETES_SERVICE_PORT', port || '443')
  onTestFinished(() => void vi.unstubAllEnvs())
  const mounted = join(folder, 'var/run/secrets/kubernetes.io/serviceaccount')
  await mkdir(mounted, { recursive: true })
  await writeFile(join(mounted, 'ca.crt'), ca)
  await writeFile(join(mounted, 'namespace'), `${namespace}\n`)
  const putToken = (token: string) => writeFile(join(mounted, 'token'), token)
  const load = () => {
    const config = new KubeConfig()
    config.loadFromCluster(folder)
    return config
  }
  return { putToken, load }
}

const bikes = () => ({ namespace, name: 'bikes' })

it('reads as the pod that it runs in, in the namespace of the pod', async () => {
  const { newToken } = await newAccount('pod')
  const { putToken, load } = await enterPod()
  await putToken(await newToken())
  expect(namespaceOf(load())).toBe(namespace)
  expect(await openDoor(load).get(configMaps, bikes())).toMatchObject({ metadata: bikes() })
})

it('takes up the new token at once when the old one was revoked, and fails by name until then', async () => {
  const { newToken, revoke } = await newAccount('rotated')
  const { putToken, load } = await enterPod()
  const old = await newToken()
  await putToken(old)
  const door = openDoor(load)
  await door.get(configMaps, bikes())
  await revoke(old)
  const failed = door.get(configMaps, bikes())
  await expect(failed).rejects.toMatchObject({ code: 'ApiUnauthorized' })
  await putToken(await newToken())
  expect(await door.get(configMaps, bikes())).toMatchObject({ metadata: bikes() })
})

it('asks a login program, and asks it again when its token was revoked', async () => {
  const { newToken, revoke } = await newAccount('login')
  const { url, ca = '' } = inject('apiServer')
  const [command, said] = [join(folder, 'login'), join(folder, 'said')]
  await writeFile(command, `#!/bin/sh\ncat ${said}\n`)
  await chmod(command, 0o755)
  const say = (token: string) => writeFile(said, JSON.stringify({ status: { token } }))
  const old = await newToken()
  await say(old)
  const door = openDoor(() => {
    const config = new KubeConfig()
    const caData = Buffer.from(ca).toString('base64')
    config.loadFromOptions({
      clusters: [{ name: 'c', server: url, caData, skipTLSVerify: false }],
      users: [{ name: 'u', exec: { command } }],
      contexts: [{ name: 'it', cluster: 'c', user: 'u' }],
      currentContext: 'it',
    })
    return config
  })
  await door.get(configMaps, bikes())
  await revoke(old)
  await say(await newToken())
  await Promise.all(Array.from({ length: 10 }, () => door.get(configMaps, bikes())))
})

it('says what is not allowed, and to whom', async () => {
  const { newToken } = await newAccount('curious')
  const { putToken, load } = await enterPod()
  await putToken(await newToken())
  const door = openDoor(load)
  await expect(door.create(configMap(namespace, 'mine', {}))).rejects.toMatchObject({
    code: 'ApiForbidden',
    message: expect.stringMatching(
      /^cannot create ConfigMap .*\/mine: .*"system:serviceaccount:.*:curious" cannot create resource "configmaps"/,
    ),
  })
  const listed = door.list(configMaps, { namespace, project: () => undefined })
  await expect(listed).rejects.toMatchObject({ code: 'ApiForbidden' })
})
