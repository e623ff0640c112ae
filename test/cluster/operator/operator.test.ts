import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import type { Access } from '../client.ts'
import { installCrd, kubectl } from '../kubectl.ts'
import { isOwnPossible, startOwnServer } from '../own-server.ts'
import { startApiServer } from '../server/api-server.ts'
import { startOperator } from './process.ts'

const manifest = readFileSync('deploy/examples/smallest.yaml', 'utf8')
const namespace = `skeleton-${randomUUID().slice(0, 8)}`
const running: (() => unknown)[] = []
let cluster: Access
let stopCluster = async () => {}

/** A cluster to itself, if this machine can start one: an operator writes to all experiments that it sees. */
beforeAll(async () => {
  cluster = inject('apiServer')
  if (isOwnPossible) {
    const server = await startOwnServer()
    cluster = server
    stopCluster = server.stop
  }
  await installCrd(cluster)
  await kubectl(['create', 'namespace', namespace], '', cluster)
})
afterEach(async () => {
  for (const end of running.splice(0).toReversed()) await end()
})
afterAll(() => stopCluster())

function started(...args: Partial<Parameters<typeof startOperator>>) {
  const [kubeconfig = cluster.kubeconfig, env] = args
  const { child, exited, ...operator } = startOperator(kubeconfig, env)
  running.push(() => {
    child.kill('SIGCONT')
    child.kill('SIGTERM')
    return exited
  })
  return { child, exited, ...operator }
}

const on = (args: readonly string[], input = '') =>
  kubectl(['-n', namespace, ...args], input, cluster)

async function statusOf(name: string) {
  return JSON.parse((await on(['get', 'mex', name, '-o', 'json'])).out).status
}

it('says in the status what it has seen, once for each generation, and stops in peace', async () => {
  const { child, exited, lines, told, page } = started()
  const experiment = `${namespace}/signals`
  await on(['apply', '-f', '-'], manifest)
  await told({ msg: 'status written', experiment, generation: 1 })
  expect(await statusOf('signals')).toMatchObject({
    observedGeneration: 1,
    conditions: [{ type: 'Ready', status: 'Unknown', reason: 'NotServing', observedGeneration: 1 }],
  })
  expect(await page('/readyz')).toEqual({ status: 200, text: 'ok\n' })
  expect((await page('/metrics')).text).toMatch(/^contender_leads 1$/m)

  await on(['patch', 'mex', 'signals', '--type=merge', '-p', '{"spec":{"suspend":true}}'])
  await told({ msg: 'status written', experiment, generation: 2 })
  await on(['annotate', 'mex', 'signals', 'touched=yes'])
  await on(['patch', 'mex', 'signals', '--type=merge', '-p', '{"spec":{"suspend":false}}'])
  await told({ msg: 'status written', experiment, generation: 3 })
  expect(lines({ msg: 'status written', experiment })).toHaveLength(3)

  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
  expect(lines().at(-1)?.msg).toBe('operator stopped')
  const { out } = await kubectl(['get', 'lease', 'contender-operator', '-o', 'json'], '', cluster)
  expect(JSON.parse(out).spec.holderIdentity).toBe('')
})

it('finds at its start what was there before', async () => {
  await on(['create', '-f', '-'], manifest.replace('name: signals', 'name: bikes'))
  const { told } = started()
  await told({ msg: 'status written', experiment: `${namespace}/bikes` })
})

it('stands by where another leads, and goes on when that one is stopped in the middle', async () => {
  const experiment = `${namespace}/trends`
  const first = started()
  await first.told({ msg: 'leading' })
  const second = started()
  await second.told({ msg: 'admin listens' })
  expect((await second.page('/metrics')).text).toMatch(/^contender_leads 0$/m)

  first.child.kill('SIGSTOP')
  await on(['create', '-f', '-'], manifest.replace('name: signals', 'name: trends'))
  await second.told({ msg: 'status written', experiment })
  first.child.kill('SIGCONT')
  await first.told({ msg: 'lead lost' })
  expect(first.lines({ msg: 'status written', experiment })).toEqual([])
})

/** The embedded cluster has our kind from the start. */
it.skipIf(!isOwnPossible || inject('served') === 'local')(
  'waits for a CRD that is missing, says how to install it, and goes on when it comes',
  async () => {
    const bare = await startApiServer()
    running.push(bare.stop)
    const { lines, told, page } = started(bare.kubeconfig)
    await told({ msg: 'cannot watch', code: 'CrdMissing' })
    expect(lines({ code: 'CrdMissing' })[0]).toMatchObject({
      source: 'modelexperiments',
      hint: expect.stringContaining('kubectl apply'),
    })
    expect(await page('/readyz')).toMatchObject({
      status: 503,
      text: expect.stringContaining('modelexperiments: CrdMissing: cannot list modelexperiments'),
    })
    await installCrd(bare)
    await kubectl(['apply', '-f', '-'], manifest, bare)
    await told({ msg: 'status written', experiment: 'default/signals' })
    expect(await page('/readyz')).toMatchObject({ status: 200 })
  },
)

it('ends with a sentence where the kubeconfig is wrong', async () => {
  const { exited, err } = started('/nowhere/kubeconfig')
  expect(await exited).toEqual([1, null])
  expect(err()).toMatch(
    /^KubeconfigInvalid: the kubeconfig \/nowhere\/kubeconfig cannot be read: .*\n$/,
  )
})

it('says so where there is no kubeconfig at all, and it is no pod either', async () => {
  const { exited, err } = started('', { HOME: '/nowhere' })
  expect(await exited).toEqual([1, null])
  expect(err()).toMatch(/^KubeconfigInvalid: the kubeconfig ~\/\.kube\/config is nowhere, .*\n$/)
})
