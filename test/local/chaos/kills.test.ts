import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { below, chance } from '../../chance.ts'
import { createClient } from '../../cluster/client.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { commandOf, markedProcesses } from './marked.ts'
import { type RunningCluster, startRun } from './running.ts'
import { missing, startWriter } from './writer.ts'

/** `ROUNDS=100` goes through a hundred; `SEED=7` begins elsewhere. */
const [rounds, seed] = [Number(process.env['ROUNDS'] ?? 10), Number(process.env['SEED'] ?? 1)]
const random = chance(seed)
const limitMs = 60_000 + 10_000 * rounds
const replicas = 3

const mark = `chaos-${randomUUID()}`
const folder = mkdtempSync(join(tmpdir(), 'contender-chaos-'))
const manifest = join(folder, 'web.yaml')
const acknowledged = new Map<string, number>()
let cluster: RunningCluster

const deployment = {
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            ...{ name: 'web', image: 'web:1', ports: [{ name: 'http', containerPort: 80 }] },
            env: [{ name: 'CONTENDER_MARK', value: mark }],
            readinessProbe: { httpGet: { port: 'http' }, periodSeconds: 1 },
          },
        ],
      },
    },
  },
}
const service = {
  ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
}

const start = () => startRun(join(folder, 'state'), manifest, mark)

beforeAll(async () => {
  writeFileSync(manifest, JSON.stringify([deployment, service]))
  cluster = await start()
})
afterAll(async () => {
  cluster.process.kill('SIGINT')
  await cluster.ended
  rmSync(folder, { recursive: true })
})

it(
  `loses nothing and leaves nothing behind in ${rounds} rounds of kill -9`,
  async () => {
    await settled()
    const turns: { [what: string]: number } = {}
    for (let round = 0; round < rounds; round++) {
      const what: keyof typeof kill = kinds[below(random, kinds.length)] ?? 'a child'
      turns[what] = (turns[what] ?? 0) + 1
      await kill[what]()
      await settled()
      expect(await missing(cluster.access, acknowledged), `round ${round}: ${what}`).toEqual([])
    }
    process.stdout.write(`${JSON.stringify({ seed, ...turns, writes: total(acknowledged) })}\n`)
  },
  limitMs,
)

it('leaves no process behind when it is told to stop', async () => {
  cluster.process.kill('SIGINT')
  await cluster.ended
  expect(markedProcesses(mark)).toEqual([])
  cluster = await start()
})

it('leaves no process behind when it is killed', async () => {
  await settled()
  cluster.process.kill('SIGKILL')
  await cluster.ended
  const isEmpty = () => markedProcesses(mark).length === 0
  await waitUntil(isEmpty, { what: 'all children to end', limitMs: 30_000 })
  cluster = await start()
})

const kinds = ['a child', 'all of it', 'all of it, while it writes'] as const

const kill = {
  'a child': async () => {
    const children = markedProcesses(mark).filter(({ pid }) => pid !== cluster.process.pid)
    const { pid } = children[below(random, children.length)] ?? { pid: 0 }
    if (pid !== 0) process.kill(pid, 'SIGKILL')
  },
  'all of it': async () => {
    cluster.process.kill('SIGKILL')
    await cluster.ended
    cluster = await start()
  },
  'all of it, while it writes': async () => {
    const writer = startWriter(cluster.access, acknowledged)
    await sleep(20 + below(random, 300)) // at any moment: what happens then must not matter
    cluster.process.kill('SIGKILL')
    await cluster.ended
    await writer.stop()
    cluster = await start()
  },
}

/** The wanted replicas answer, by themselves and through the Service, and nothing else is there. */
async function settled(): Promise<void> {
  const bounds = { what: 'the wanted replicas and nothing else', limitMs: 60_000, everyMs: 100 }
  let last = ''
  const isSo = async () => {
    last = await whatIsWrong().catch((cause) => `${cause}`)
    return last === ''
  }
  await waitUntil(isSo, bounds).catch((cause) => {
    throw new Error(`${cause.message}: ${last}`)
  })
}

async function whatIsWrong(): Promise<string> {
  const client = createClient(cluster.access)
  const get = async (path: string) => Object((await client.request('GET', path)).body)
  try {
    const pods: readonly Pod[] = (
      await get('/api/v1/namespaces/default/pods?labelSelector=app=web')
    ).items
    const ready = pods.filter(isReady)
    if (pods.length !== replicas || ready.length !== replicas)
      return `${ready.length} of ${pods.length} ready`
    const { metadata } = await get('/api/v1/namespaces/default/services/web')
    const address: string = JSON.parse(metadata.annotations['contender.dev/loopback'])['80']
    const ports = pods.map(portOf)
    for (const at of [address, ...ports.map((port) => `127.0.0.1:${port}`)]) {
      if ((await fetch(`http://${at}`)).status !== 200) return `${at} does not answer`
    }
    const serving = markedProcesses(mark).filter(({ pid }) => commandOf(pid).includes('web.ts'))
    return serving.length === replicas ? '' : `${serving.length} processes serve`
  } finally {
    client.close()
  }
}

type Pod = {
  readonly metadata: { readonly annotations: { readonly [name: string]: string } }
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[]
  }
}

const isReady = ({ status }: Pod) =>
  status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True')

const portOf = ({ metadata: { annotations } }: Pod): number =>
  JSON.parse(annotations['contender.dev/ports'] ?? '{}')['80']

const total = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((a, b) => a + b, 0)
