/** Prints what a store of so many pods costs: `node --expose-gc test/unit/local/store/cost.ts 10000`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openDirectoryStore } from '../../../../src/local/store/directory.ts'
import { createMemoryStore } from '../../../../src/local/store/memory.ts'
import type { Store, StoredObject } from '../../../../src/local/store/store.ts'
import { noTrouble } from './given.ts'

const many = Number(process.argv[2] ?? 2000)
const name = (n: number) => `web-7d9c5b6f4d-${String(n).padStart(5, '0')}`

/** As it comes from the wire: nothing in it is shared with another. */
const pod = (n: number): StoredObject => JSON.parse(textOfPod(n))

function textOfPod(n: number): string {
  const labels = { app: 'web', 'pod-template-hash': '7d9c5b6f4d', 'contender.dev/variant': 'b' }
  const condition = { status: 'True', lastTransitionTime: '2026-11-20T10:00:00Z' }
  const types = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready']
  const variables = Array.from({ length: 16 }, (_, i) => ({
    name: `SETTING_${i}`,
    value: `a value, ${i}`,
  }))
  const probe = { httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' }, periodSeconds: 10 }
  const manager = { operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1' }
  const owned = Object.fromEntries(variables.map((v) => [`k:{"name":"${v.name}"}`, { '.': {} }]))
  const container = {
    ...{ name: 'server', image: 'contender:1', args: ['serve', '--port', '8080'], env: variables },
    ...{ readinessProbe: probe, livenessProbe: probe, resources: { requests: { cpu: '100m' } } },
    ...{ ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }] },
    volumeMounts: [{ name: 'model', mountPath: '/model', readOnly: true }],
  }
  const status = { name: 'server', image: 'contender:1', ready: true, restartCount: 0 }
  return JSON.stringify({
    ...{ kind: 'Pod', apiVersion: 'v1' },
    metadata: {
      ...{ name: name(n), namespace: 'default', uid: crypto.randomUUID(), labels },
      ...{ generation: 1, creationTimestamp: '2026-11-20T10:00:00Z' },
      managedFields: [{ ...manager, manager: 'workloads', fieldsV1: { 'f:spec': owned } }],
    },
    spec: {
      nodeName: 'local',
      containers: [container],
      volumes: [{ name: 'model', emptyDir: {} }],
    },
    status: {
      ...{ phase: 'Running', podIP: '127.0.0.1' },
      conditions: types.map((type) => ({ type, ...condition })),
      containerStatuses: [{ ...status, state: { running: { startedAt: '2026-11-20T10:00:01Z' } } }],
    },
  })
}

const say = (what: string, value: number, unit: string) =>
  process.stdout.write(
    `${what.padEnd(62)} ${value.toFixed(value < 100 ? 2 : 0).padStart(8)} ${unit}\n`,
  )

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

async function msOf(work: () => unknown): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

const folders: string[] = []
const open = (folder: string) => openDirectoryStore(folder, { trouble: noTrouble })

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'contender-cost-'))
  folders.push(folder)
  return folder
}

function fill(store: Store): void {
  for (let n = 0; n < many; n++) store.put('pods', `default/${name(n)}`, pod(n))
}

async function memory(): Promise<void> {
  say('a pod, as JSON', textOfPod(1).length, 'bytes')
  const empty = heap()
  const store = createMemoryStore()
  fill(store)
  const filled = heap()
  say('a pod in memory', (filled - empty) / many, 'bytes')
  fill(store)
  say(
    'a change that is remembered, nothing shared with the next',
    (heap() - filled) / many,
    'bytes',
  )
  const pods = store.list('pods') ?? []
  const again = () => {
    for (const each of pods) store.put('pods', `default/${each.metadata['name']}`, each)
  }
  say('put in memory', (many / (await msOf(again))) * 1000, '/s')
  for (let n = 0; n < 50; n++) store.follow('pods', () => {})
  say('put in memory, 50 followers', (many / (await msOf(again))) * 1000, '/s')
  say('a list of all', (await msOf(() => store.list('pods'))) * 1000, 'µs')
  say(
    'a list of all, as of 1,000 changes ago',
    await msOf(() => store.list('pods', { at: store.version() - 1000 })),
    'ms',
  )
}

async function folder(): Promise<void> {
  const path = newFolder()
  const store = await open(path)
  fill(store)
  const pods = store.list('pods') ?? []
  const put = (each: StoredObject) => store.put('pods', `default/${each.metadata['name']}`, each)
  const writer = async (some: readonly StoredObject[]) => {
    for (const each of some) {
      put(each)
      await store.durable()
    }
  }
  await store.durable()
  say('put in a folder, in one go', (many / (await msOf(() => pods.forEach(put)))) * 1000, '/s')
  await store.durable()
  const few = pods.slice(0, 200)
  say(
    'put in a folder and wait until it is durable, one by one',
    (200 / (await msOf(() => writer(few)))) * 1000,
    '/s',
  )
  const writers = Array.from({ length: 50 }, (_, n) => pods.filter((_, i) => i % 50 === n))
  const all = await msOf(() => Promise.all(writers.map(writer)))
  say('the same by 50 at once', (many / all) * 1000, '/s')
  await store.close()
  const start = await msOf(async () => (await open(path)).close())
  say('start from a folder, and end', start, 'ms')
}

async function snapshot(): Promise<void> {
  const path = newFolder()
  const store = await open(path)
  fill(store)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const ms = await msOf(() => store.close()) // waits for the snapshot of what was just written
  delays.disable()
  say(`the longest halt in a snapshot`, delays.max / 1e6 - 1, 'ms')
  say('that snapshot in all', ms, 'ms')
  say(`start from a snapshot, and end`, await msOf(async () => (await open(path)).close()), 'ms')
}

try {
  await memory()
  await folder()
  await snapshot()
} finally {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
}
