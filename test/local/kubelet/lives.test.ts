import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { below, chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { marked } from '../../unit/local/kubelet/processes/marked.ts'
import { deaf } from './programs.ts'
import { onEachServer } from './servers.ts'
import { containerOf, createWorld, isReady, type PodSeen, sh, type World } from './world.ts'

/** A kubelet in a process of its own, that can be killed. */
function startProcess({ access, nodeName, folder }: World): ChildProcess {
  const program = join(import.meta.dirname, 'kubelet-process.ts')
  const args = [program, access().kubeconfig, nodeName, folder]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

const groups = async ({ metadata: { uid } }: PodSeen) =>
  (await marked(uid)).filter((pid) => isLeader(pid))

/** Of a group of its own: the main process of a container. */
function isLeader(pid: number): boolean {
  try {
    process.kill(-pid, 0)
    return true
  } catch {
    return false
  }
}

/** One main process, once there is one. */
async function runsOnce(pod: PodSeen): Promise<void> {
  const isThere = async () => (await groups(pod)).length > 0
  await waitUntil(isThere, { what: 'a process', limitMs: 30_000 })
  expect(await groups(pod)).toHaveLength(1)
}

/** The kubelet alone, or both, the one or the other first: then nobody is left to kill its processes. */
async function killWithOrWithoutWatcher(kubelet: ChildProcess, how: number): Promise<void> {
  const ended = once(kubelet, 'exit')
  const both = [kubelet.pid ?? 0, ...(how === 0 ? [] : await watchersOf(kubelet))]
  for (const pid of how === 1 ? both : both.toReversed()) process.kill(pid, 'SIGKILL')
  await ended
}

const rounds = 4

const restarts = (count: number) => (pod: PodSeen) =>
  containerOf(pod)?.restartCount === count && isReady(pod)

onEachServer((server) => {
  it('begins what ran once more, each once, after a kubelet that was told to end', async () => {
    const world = await createWorld(server)
    const { runKubelet, create, until } = world
    const first = runKubelet()
    const ports = [{ containerPort: 80 }]
    const pod = await create('web', { containers: [sh('echo $PORT; sleep 99', { ports })] })
    const before = await until('web', 'it to run', isReady)
    const hasSaid = async () => (await first.said(pod)) !== ''
    await waitUntil(hasSaid, { what: 'it to say its port', limitMs: 30_000 })
    await first.stop()
    expect(await marked(pod.metadata.uid)).toEqual([])
    const { said } = runKubelet()
    const after = await until('web', 'it to run again', restarts(1))
    expect(containerOf(after)?.lastState.terminated).toMatchObject({
      ...{ exitCode: 137, reason: 'ContainerStatusUnknown' },
    })
    expect(after.metadata.annotations).toEqual(before.metadata.annotations) // its ports are the same
    await runsOnce(pod)
    const { '80': port } = JSON.parse(before.metadata.annotations?.['contender.dev/ports'] ?? '{}')
    expect(await said(pod, true)).toBe(`${port}\n`)
  })

  it('keeps what has been done: init containers, and Pods that have come to their end', async () => {
    const { runKubelet, create, until, get } = await createWorld(server)
    const first = runKubelet()
    const init = sh('date +%N', { name: 'init' })
    await create('done', { restartPolicy: 'OnFailure', containers: [sh('exit 0')] })
    await create('web', { initContainers: [init], containers: [sh('sleep 99')] })
    await create('never', { restartPolicy: 'Never', containers: [sh('sleep 99')] })
    const done = await until('done', 'it to end', ({ status }) => status.phase === 'Succeeded')
    const web = await until('web', 'it to run', isReady)
    await until('never', 'it to run', isReady)
    await first.stop()
    runKubelet()
    const again = await until('web', 'it to run again', restarts(1))
    expect(again.status.initContainerStatuses).toEqual(web.status.initContainerStatuses)
    expect((await get('done'))?.metadata.resourceVersion).toBe(done.metadata.resourceVersion)
    await until('never', 'its end', ({ status }) => status.phase === 'Failed')
  })

  it('forgets Pods that went while no kubelet was there', async () => {
    const { runKubelet, create, until, remove, folder, get } = await createWorld(server)
    const first = runKubelet()
    await create('gone', { containers: [sh('sleep 99')] })
    await create('going', { containers: [sh('sleep 99')] })
    await until('gone', 'it to run', isReady)
    await until('going', 'it to run', isReady)
    await first.stop()
    await remove('gone', { gracePeriodSeconds: 0 })
    await remove('going')
    runKubelet()
    const isEmpty = () => readdirSync(join(folder, 'pods')).length === 0
    await waitUntil(isEmpty, { what: 'their folders to go', limitMs: 30_000 })
    await waitUntil(async () => (await get('going')) === undefined, {
      what: 'it to go',
      limitMs: 30_000,
    })
  })

  it('counts on from the API where its folder was lost', async () => {
    const { runKubelet, create, until, folder } = await createWorld(server)
    const first = runKubelet()
    await create('web', { containers: [sh('sleep 99')] })
    await until('web', 'it to run', isReady)
    await first.stop()
    rmSync(join(folder, 'pods'), { recursive: true })
    runKubelet()
    await until('web', 'it to run again', restarts(1))
  })

  it('lets no second kubelet into its folder', async () => {
    const world = await createWorld(server)
    const { runKubelet, create, until } = world
    runKubelet()
    await create('web', { containers: [sh('sleep 99')] })
    await until('web', 'it to run', isReady)
    const second = startProcess(world)
    const said = second.stderr === null ? '' : text(second.stderr)
    expect(await once(second, 'exit')).not.toEqual([0, null])
    expect(await said).toContain(`process ${process.pid} keeps its Pods in`)
    expect(containerOf(await until('web', 'it to run', isReady))?.restartCount).toBe(0)
  })

  it('has every container run once, and nothing else, however often it is killed', async () => {
    const world = await createWorld(server)
    const { create, until } = world
    const random = chance(5)
    const names = ['a', 'b', 'c']
    const containers = [sh(`(${deaf}) & ${deaf}`)]
    const pods = await Promise.all(names.map((name) => create(name, { containers })))
    const allRun = (count: number) =>
      Promise.all(names.map((name) => until(name, 'it to run', restarts(count))))
    let kubelet = startProcess(world)
    for (let round = 0; round < rounds; round++) {
      await allRun(round)
      await killWithOrWithoutWatcher(kubelet, below(random, 3))
      kubelet = startProcess(world)
    }
    await allRun(rounds)
    for (const pod of pods) await runsOnce(pod)
    await kill(kubelet, 'SIGTERM')
    for (const { metadata } of pods) expect(await marked(metadata.uid)).toEqual([])
  })

  it('begins a container again whose process was killed', async () => {
    const { runKubelet, create, until } = await createWorld(server)
    runKubelet()
    const pod = await create('web', { containers: [sh(`(${deaf}) & ${deaf}`)] })
    const before = await until('web', 'it to run', isReady)
    process.kill(Number(containerOf(before)?.containerID?.split('/')[2]), 'SIGKILL')
    const after = await until('web', 'it to run again', restarts(1))
    expect(containerOf(after)?.lastState.terminated).toMatchObject({ exitCode: 137, signal: 9 })
    await runsOnce(pod)
  })
})

async function watchersOf({ pid }: ChildProcess): Promise<readonly number[]> {
  const args = ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'args=']
  const { stdout } = await promisify(execFile)('ps', args)
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent]) => Number(parent) === pid)
    .filter((words) => words.includes('contender-watcher'))
    .map(([own]) => Number(own))
}
