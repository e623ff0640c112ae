import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { stringify } from 'yaml'
import { crdFile, installCrd, kubectl } from '../kubectl.ts'
import { startApiServer } from '../server/api-server.ts'
import { waitUntil } from '../waiting.ts'
import { afterOwn, beforeOwn, itOwn, ownCluster } from './own-cluster.ts'
import { type OperatorProcess, startOperator } from './process.ts'

const server = ownCluster(startApiServer)
const manifest = readFileSync('deploy/examples/smallest.yaml', 'utf8')
let operator: OperatorProcess

/** An operator that may do what it needs and nothing else, on a server that this test may harm. */
beforeOwn(async () => {
  await admin(['create', 'serviceaccount', 'contender'])
  await admin(['apply', '-f', '-'], role)
  await bind()
  const token = (await admin(['create', 'token', 'contender', '--duration=2h'])).out.trim()
  const kubeconfig = join(server().folder, 'operator.kubeconfig')
  await writeFile(kubeconfig, kubeconfigWith(token), { mode: 0o600 })
  operator = startOperator(kubeconfig)
  await operator.told({ msg: 'leading' })
})
afterOwn(async () => {
  operator.child.kill('SIGKILL')
  await operator.exited
})

const admin = async (args: readonly string[], input = '') => {
  const ran = await kubectl(args, input, server())
  if (ran.code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${ran.err}`)
  return ran
}

const role = stringify({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'contender' },
  rules: [
    { apiGroups: ['contender.dev'], resources: ['modelexperiments'], verbs: ['list', 'watch'] },
    { apiGroups: ['contender.dev'], resources: ['modelexperiments/status'], verbs: ['patch'] },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list', 'watch'] },
    { apiGroups: [''], resources: ['services', 'configmaps', 'pods'], verbs: ['list', 'watch'] },
    { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['list', 'watch'] },
    {
      apiGroups: ['autoscaling'],
      resources: ['horizontalpodautoscalers'],
      verbs: ['list', 'watch'],
    },
    { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: ['list', 'watch'] },
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      verbs: ['get', 'create', 'patch'],
    },
  ],
})

const bind = () =>
  admin([
    ...['create', 'clusterrolebinding', 'contender'],
    ...['--clusterrole=contender', '--serviceaccount=default:contender'],
  ])

function kubeconfigWith(token: string): string {
  const ca = Buffer.from(server().ca ?? '').toString('base64')
  const name = 'contender'
  return stringify({
    clusters: [{ name, cluster: { server: server().url, 'certificate-authority-data': ca } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: 'default' } }],
    'current-context': name,
  })
}

/** A new experiment comes to its status: the operator reads, leads and writes. */
async function works(name: string): Promise<void> {
  await create(name)
  await untilSeen(name)
}

const create = (name: string) =>
  admin(['create', '-f', '-'], manifest.replace('name: signals', `name: ${name}`))

/** Its log need not say so: the answer to the write may have been lost. */
async function untilSeen(name: string): Promise<void> {
  const jsonPath = '-o=jsonpath={.status.observedGeneration}'
  const isSeen = async () => (await admin(['get', 'mex', name, jsonPath])).out === '1'
  const bounds = { what: `the status of ${name}`, limitMs: 60_000, everyMs: 200 }
  await waitUntil(isSeen, bounds).catch((cause) => {
    const last = operator
      .lines()
      .slice(-20)
      .map((line) => JSON.stringify(line))
    throw new Error(`${cause.message}; the operator said ${last.join('\n')}`, { cause })
  })
}

async function endsOf(kind: string): Promise<number> {
  const { text } = await operator.page('/metrics')
  const counts = text.matchAll(
    new RegExp(`^contender_watch_ends_total\\{.*end="${kind}"\\} (\\d+)`, 'gm'),
  )
  return [...counts].reduce((sum, [, n]) => sum + Number(n), 0)
}

const isReady = async () => (await operator.page('/readyz')).status === 200

itOwn('goes on after each of ten restarts of the API server', { timeout: 300_000 }, async () => {
  for (let n = 1; n <= 10; n++) {
    const name = `restart-${n}`
    await create(name)
    await server().restart()
    await untilSeen(name)
  }
  expect(await endsOf('cut')).toBeGreaterThanOrEqual(10)
  expect(operator.lines({ msg: 'cannot watch', code: 'ApiUnreachable' }).length).toBeGreaterThan(0)
})

itOwn('lists again when etcd has forgotten the version it had come to', async () => {
  const before = await endsOf('expired')
  await admin(['create', 'configmap', 'makes-the-version-grow'])
  const ask = async (path: string, body: object) => {
    const answer = await fetch(server().etcd + path, { method: 'POST', body: JSON.stringify(body) })
    expect(answer.status).toBe(200)
    return Object(await answer.json())
  }
  const { header } = await ask('/v3/kv/range', { key: Buffer.from('none').toString('base64') })
  await ask('/v3/kv/compaction', { revision: header.revision, physical: true })
  await server().restart()
  await works('after-compaction')
  const isForgotten = async () => (await endsOf('expired')) > before
  await waitUntil(isForgotten, { what: 'a watch that expired', limitMs: 30_000, everyMs: 200 })
})

itOwn('waits for a CRD that was deleted, says so, and goes on when it is back', async () => {
  await admin(['delete', '-f', crdFile])
  await operator.told({ msg: 'cannot watch', source: 'modelexperiments', code: 'CrdMissing' })
  expect(await operator.page('/readyz')).toMatchObject({
    status: 503,
    text: expect.stringContaining('modelexperiments: '),
  })
  await installCrd(server())
  await works('after-crd')
  await waitUntil(isReady, { what: 'readiness', limitMs: 60_000, everyMs: 100 })
})

itOwn(
  'waits for permissions that were withdrawn, names them, and goes on when they are back',
  async () => {
    await admin(['delete', 'clusterrolebinding', 'contender'])
    await server().restart() // a watch that has begun is not asked again
    await operator.told({ msg: 'cannot watch', source: 'deployments', code: 'ApiForbidden' })
    const line = operator.lines({ source: 'deployments', code: 'ApiForbidden' })[0]
    expect(line?.['detail']).toContain('cannot list resource "deployments" in API group "apps"')
    await bind()
    await works('after-rbac')
    await waitUntil(isReady, { what: 'readiness', limitMs: 60_000, everyMs: 100 })
  },
)
