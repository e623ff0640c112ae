import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Access, createClient } from '../../test/cluster/client.ts'
import { startApiServer } from '../../test/cluster/server/api-server.ts'
import { findBinaries } from '../../test/cluster/server/binaries.ts'
import { openWatchers } from './watchers.ts'

const [objects, watchers, changes] = [2_000, 50, 300]

/** The embedded API server beside etcd and kube-apiserver, where this machine has them. */
export async function local(): Promise<number> {
  say(`start to ready, of \`contender run\`: ${await startMs()} ms (median of 7)`)
  const ours = fork(join(import.meta.dirname, 'server.ts'), { execArgv: ['--expose-gc'] })
  const [access] = (await once(ours, 'message')) as [Access]
  const empty = await memoryOf(ours)
  const embedded = await spread(access, 'embedded')
  const full = await memoryOf(ours)
  const kilobytes = (full.heap - empty.heap) / objects / 1024
  say(
    `memory: ${kilobytes.toFixed(1)} KiB an object, its changes remembered; ${mebi(full.rss)} MiB in all`,
  )
  ours.disconnect()
  const real = await realSpread()
  if (real !== undefined) say(`a change reaches all in ${(embedded / real).toFixed(2)} of the time`)
  return 0
}

async function realSpread(): Promise<number | undefined> {
  const binaries = await findBinaries()
  if ('unavailable' in binaries) {
    say(`no kube-apiserver to compare with: ${binaries.unavailable}`)
    return undefined
  }
  const server = await startApiServer()
  return spread(server, 'etcd and kube-apiserver').finally(server.stop)
}

/** From the moment in which a change is sent until the last watcher has it. Returns the median. */
async function spread(access: Access, name: string): Promise<number> {
  const client = createClient(access)
  const path = '/api/v1/namespaces/default/configmaps'
  const write = (n: number, round: number) =>
    client.request('PATCH', `${path}/bench-${n % objects}`, {
      body: JSON.stringify({ data: { round: `${round}` } }),
      contentType: 'application/merge-patch+json',
    })
  const began = performance.now()
  await Promise.all(
    Array.from({ length: objects }, (_, n) => client.request('POST', path, { body: objectOf(n) })),
  )
  const perSecond = Math.round(objects / ((performance.now() - began) / 1000))
  const list = await client.request('GET', `${path}?limit=1`)
  const version = Object(Object(list.body).metadata).resourceVersion
  const watching = await openWatchers(
    access,
    `${path}?watch=1&resourceVersion=${version}`,
    watchers,
  )
  const times: number[] = []
  for (let change = 0; change < changes; change++) {
    const sent = performance.now()
    const heard = watching.untilHeard(change + 1)
    await Promise.all([write(change * 7, change), heard])
    times.push(performance.now() - sent)
  }
  watching.close()
  client.close()
  const [median, worst] = [quantile(times, 0.5), quantile(times, 0.99)]
  say(
    `${name}: ${objects} objects written at ${perSecond}/s; a change reaches ${watchers} watchers in ${median.toFixed(1)} ms (median), ${worst.toFixed(1)} ms (p99)`,
  )
  return median
}

/** About as large as a small Deployment. */
const objectOf = (n: number) =>
  JSON.stringify({
    metadata: { name: `bench-${n}`, labels: { n: `${n}` } },
    data: { text: 'x'.repeat(1500) },
  })

/** Of the program as it is installed, from its process's first moment to the first word that it can be asked. */
async function startMs(): Promise<number> {
  spawnSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' })
  const program = join(import.meta.dirname, '../../dist/main.js')
  const times: number[] = []
  for (let turn = 0; turn < 7; turn++) {
    const began = performance.now()
    const child = spawn(process.execPath, [program, 'run'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    times.push(performance.now() - began)
    child.kill('SIGINT')
    await once(child, 'exit')
  }
  return Math.round(quantile(times, 0.5))
}

async function memoryOf(child: ChildProcess): Promise<{ heap: number; rss: number }> {
  child.send('memory')
  const [said] = await once(child, 'message')
  return said
}

const quantile = (times: readonly number[], at: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(at * times.length)] ?? Number.NaN

const mebi = (bytes: number) => Math.round(bytes / 1024 / 1024)

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
