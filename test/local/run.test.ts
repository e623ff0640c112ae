import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, expect, it, onTestFinished } from 'vitest'
import { systemTable } from '../../src/local/kubelet/processes/process-table.ts'
import { chance } from '../chance.ts'
import { createClient } from '../cluster/client.ts'
import { waitUntil } from '../cluster/waiting.ts'

const folder = mkdtempSync(join(tmpdir(), 'contender-run-test-'))
const running: (() => Promise<unknown>)[] = []
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(async () => {
  for (const end of running.splice(0)) await end()
})

/** `contender run` as people start it, where nobody else's run has left anything. */
const started = (...args: readonly string[]) =>
  startedIn(mkdtempSync(join(folder, 'temp-')), ...args)

/** The same, with this temp folder. */
function startedIn(temp: string, ...args: readonly string[]) {
  const env = { ...process.env, TMPDIR: temp }
  const child = spawn(process.execPath, ['src/main.ts', 'run', ...args], { env })
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    err += text
  })
  const exited = once(child, 'exit')
  running.push(() => {
    child.kill('SIGKILL')
    return exited
  })
  const said = (words: string) => {
    const what = `contender run to say ${words}`
    return waitUntil(() => out.includes(words), { what, limitMs: 60_000 }).catch((cause) => {
      throw new Error(`${cause.message}; it said ${out} ${err}`)
    })
  }
  const stopped = () => {
    child.kill('SIGINT')
    return exited
  }
  return { process: child, said, stopped, exited, out: () => out, err: () => err }
}

const kubeconfigIn = (out: string) => /export KUBECONFIG=(.*)/.exec(out)?.[1] ?? ''

async function asked(kubeconfig: string, path: string) {
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, 'utf8'))
  const { server: url, 'certificate-authority-data': ca } = clusters[0].cluster
  const client = createClient({ url, token: users[0].user.token, ca: atob(ca) })
  return Object((await client.request('GET', path).finally(client.close)).body)
}

const experiment =
  '/apis/contender.dev/v1alpha1/namespaces/default/modelexperiments/signals' as const

it('applies files, has the operator look after them, and leaves nothing behind', async () => {
  const { said, stopped, out, err } = started('deploy/examples/smallest.yaml')
  await said('Ctrl-C stops it')
  expect(out()).toMatch(/^ModelExperiment signals created\nKubernetes API at https:/)
  const kubeconfig = kubeconfigIn(out())
  const isSeen = async () => (await asked(kubeconfig, experiment)).status?.observedGeneration === 1
  await waitUntil(isSeen, { what: 'the operator', limitMs: 30_000 })
  expect(await stopped()).toEqual([0, null])
  expect(existsSync(kubeconfig)).toBe(false)
  expect(err()).toBe('stopping; Pods get ten seconds at most, and once more stops at once\n')
})

it('says of what it only stores that nothing comes of it', async () => {
  const file = join(folder, 'policy.json')
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' }
  writeFileSync(
    file,
    JSON.stringify({ ...policy, metadata: { name: 'a' }, spec: { podSelector: {} } }),
  )
  const { said, stopped, out, err } = started(file)
  await said('Ctrl-C stops it')
  expect(await stopped()).toEqual([0, null])
  expect(out()).toMatch(
    /^note: a NetworkPolicy is stored, and nothing here .*\nNetworkPolicy a created\n/,
  )
  expect(err(), 'and says so once').toMatch(/^stopping; .*\n$/)
})

it('says of an image that nobody has told of how to tell', async () => {
  const { said, stopped } = started('deploy/examples/local/web.yaml')
  await said(
    "note: nothing says what the image web:1 runs, so its Pods wait: --image 'web:1=COMMAND'",
  )
  expect(await stopped()).toEqual([0, null])
})

it('goes on where it was, at the same address, and says what a file changes', async () => {
  const state = join(folder, 'kept')
  const first = started('--state', state, 'deploy/examples/smallest.yaml')
  await first.said('Ctrl-C stops it')
  const kubeconfig = readFileSync(join(state, 'kubeconfig'), 'utf8')
  const { metadata } = await asked(join(state, 'kubeconfig'), experiment)
  const open = readdirSync(state).filter((name) => (statSync(join(state, name)).mode & 0o077) !== 0)
  expect(open, 'what others can read').toEqual([])
  expect(await first.stopped()).toEqual([0, null])

  const second = started('--state', state, 'deploy/examples/smallest.yaml')
  await second.said('ModelExperiment signals unchanged')
  await second.said('Ctrl-C stops it')
  expect(readFileSync(join(state, 'kubeconfig'), 'utf8')).toBe(kubeconfig)
  expect((await asked(join(state, 'kubeconfig'), experiment)).metadata.uid).toBe(metadata.uid)

  const third = started('--state', state)
  expect(await third.exited).toEqual([1, null])
  expect(third.err()).toMatch(/^StateInUse: .* is in use by process \d+\. .*\n$/)
  await second.stopped()
})

it.each([
  ['is not there', undefined, /none\.yaml: cannot be read: .*\nManifestRefused: /],
  ['is no YAML', 'a: [', /:1:\d+: .*\nManifestRefused: /],
  [
    'has a kind that nobody serves',
    'kind: Poem\napiVersion: v1\nmetadata: {name: a}',
    /serves no Poem/,
  ],
  [
    'breaks a rule',
    'SMALLEST v9',
    /name one of spec\.variants as the champion.*\nManifestRefused: /,
  ],
])('starts nothing for a file that %s', async (_, text, expected) => {
  const file = join(folder, text === undefined ? 'none.yaml' : 'some.yaml')
  const smallest = readFileSync('deploy/examples/smallest.yaml', 'utf8')
  const content = text?.replace('SMALLEST v9', smallest.replace('champion: v3', 'champion: v9'))
  if (content !== undefined) writeFileSync(file, content)
  const { exited, out, err } = started(file)
  expect(await exited).toEqual([1, null])
  expect(err()).toMatch(expected)
  expect(out()).not.toContain('KUBECONFIG')
})

it('starts nothing where there is no object', async () => {
  const file = join(folder, 'empty.yaml')
  writeFileSync(file, '# later\n')
  const { exited, err } = started(file)
  expect(await exited).toEqual([1, null])
  expect(err()).toMatch(`there is no object in ${file}\nManifestRefused: nothing was started. `)
})

it('keeps nothing of files of which one is refused, not even their namespaces, and says where', async () => {
  const [state, file] = [join(folder, 'refused'), join(folder, 'refused.yaml')]
  const early = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: early }\n---\n'
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: early }\n'
  const pod = `apiVersion: v1
kind: Pod
metadata: { name: a, namespace: early }
spec:
  terminationGracePeriodSeconds: 9007199254740993
  containers: [{ name: a, image: a }]
`
  writeFileSync(file, `${early}${map}---\n${pod}`)
  const { exited, out, err } = started('--state', state, file)
  expect(await exited).toEqual([1, null])
  expect(out()).toBe('')
  const place = `${file}:13:3: Pod a: spec.terminationGracePeriodSeconds: 9007199254740993 would be rounded`
  expect(err()).toContain(place)
  expect(err()).toMatch(/\nManifestRefused: 1 of 3 objects refused, nothing applied. .*\n$/)

  writeFileSync(file, `${early}${map}`)
  const { said, stopped } = started('--state', state, file)
  await said('Namespace early created\nConfigMap a created\n') // both are new
  expect(await stopped()).toEqual([0, null])
})

it('ends what a run has left that was killed together with its watcher', async () => {
  const temp = mkdtempSync(join(folder, 'temp-'))
  const up = mkdtempSync(join(folder, 'up-'))
  const image = `web:1=sh -c 'touch ${up}/$$$$; exec sleep 99'`
  const first = startedIn(temp, '--image', image, 'deploy/examples/local/web.yaml')
  await first.said('Ctrl-C stops it')
  const home = dirname(kubeconfigIn(first.out()))
  const pids = () => readdirSync(up).map(Number) // each through its gate
  await waitUntil(() => pids().length === 2, { what: 'two containers', limitMs: 30_000 })
  const begun = await Promise.all(pids().map((pid) => systemTable().find(pid)))
  const living = async () => {
    const found = await Promise.all(begun.map((one) => one && systemTable().find(one.pid)))
    return found.flatMap((one, i) => (one && one.start === begun[i]?.start ? [one] : []))
  }
  onTestFinished(async () => {
    for (const { pid } of await living()) killed(pid)
  })
  first.process.kill('SIGSTOP') // it cannot begin another watcher
  killed(watcherOf(first.process.pid))
  first.process.kill('SIGKILL')
  await first.exited
  expect(await living(), 'nobody was there to end them').toHaveLength(2)

  const second = startedIn(temp)
  await second.said('Ctrl-C stops it')
  const ended = 'and ended 2 of its containers, which still ran'
  const note = `note: removed ${home}, which a run that was killed has left behind, ${ended}\n`
  expect(second.out().startsWith(note)).toBe(true)
  expect(await living()).toEqual([])
  expect(readdirSync(temp)).toEqual([dirname(kubeconfigIn(second.out())).slice(temp.length + 1)])
  expect(await second.stopped()).toEqual([0, null])
  expect(readdirSync(temp)).toEqual([])
})

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

function watcherOf(run = 0): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'args=']).toString()
  const line = lines
    .split('\n')
    .find((each) => each.includes('contender-watcher') && each.includes(` ${run} `))
  return Number.parseInt(line ?? '', 10)
}

it('leaves nothing behind, whenever it is told to stop', async () => {
  const random = chance(3)
  const temp = mkdtempSync(join(folder, 'temp-'))
  for (let round = 0; round < 8; round++) {
    const { process: child, exited } = startedIn(temp, 'deploy/examples/smallest.yaml')
    await sleep(random() * 1500) // at any moment of its start: what happens then must not matter
    child.kill('SIGINT')
    expect([0, null]).toContain((await exited)[0])
    expect(readdirSync(temp)).toEqual([])
  }
})

it.each([
  ['where nothing can be made', '/proc/x', /^StateUnwritable: cannot write to \/proc\/x: ENOENT/],
  [
    'whose files cannot be made',
    '/proc',
    /^StateUnwritable: cannot write to \/proc\/objects: ENOENT/,
  ],
  ['that is a file', 'package.json', /^StateUnwritable: cannot write to .*package.json: EEXIST/],
])('refuses a folder %s', async (_, state, expected) => {
  const { exited, err } = started('--state', state)
  expect(await exited).toEqual([1, null])
  expect(err()).toMatch(expected)
})

it('writes over no kubeconfig of a run that is there, and over that of one that is gone', async () => {
  const file = join(folder, 'shared')
  const first = started('--kubeconfig', file)
  await first.said('Ctrl-C stops it')
  const text = readFileSync(file, 'utf8')
  const second = started('--kubeconfig', file)
  expect(await second.exited).toEqual([2, null])
  expect(second.err()).toContain(`${file} belongs to the contender run at https://127.0.0.1:`)
  expect(readFileSync(file, 'utf8')).toBe(text)

  first.process.kill('SIGKILL')
  await first.exited
  const third = started('--kubeconfig', file)
  await third.said('Ctrl-C stops it')
  expect(readFileSync(file, 'utf8')).not.toBe(text)
  expect(await third.stopped()).toEqual([0, null])
  expect(existsSync(file)).toBe(false)
})

it('ends with one line where its Pods have no place, and goes on without a log', async () => {
  const state = join(folder, 'obstructed')
  mkdirSync(join(state, 'operator.log'), { recursive: true })
  writeFileSync(join(state, 'node'), '')
  const { exited, err } = started('--state', state)
  expect(await exited).toEqual([1, null])
  const [log, node, ...more] = err().trimEnd().split('\n').sort()
  expect(log).toMatch(/^.*operator\.log: EISDIR/)
  expect(node).toMatch(/^StateUnwritable: cannot write to .*\/node: EEXIST/)
  expect(more).toEqual([])
})

it('ends where its operator cannot begin', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { exited, err } = started('--admin', `127.0.0.1:${Object(taken.address()).port}`)
  expect(await exited).toEqual([1, null])
  taken.close()
  expect(err()).toMatch(/^AddressInvalid: cannot listen on 127\.0\.0\.1:\d+: .*--admin HOST:PORT/)
})

it('writes over no kubeconfig of another cluster', async () => {
  const file = join(folder, 'config')
  writeFileSync(file, 'apiVersion: v1\nkind: Config\ncurrent-context: production\n')
  const { exited, err } = started('--kubeconfig', file)
  expect(await exited).toEqual([2, null])
  expect(err()).toMatch(/^UsageInvalid: .*config speaks of another cluster, and would be lost/)
  expect(readFileSync(file, 'utf8')).toContain('production')
})

it.each([
  ['--image', 'web'],
  ['--image', "web:1=sh -c 'echo"],
  ['--image', 'web:1=a', '--image', 'web:1=b'],
  ['--port', 'many'],
  ['--port', '70000'],
  ['--admin', 'here'],
  ['--colour', 'red'],
])('does not understand %s %s', async (...words) => {
  const { exited, err } = started(...words)
  expect(await exited).toEqual([2, null])
  expect(err()).toMatch(/^UsageInvalid: .*\n$/)
})

it('says so where its port is taken, and takes another where it may', async () => {
  const state = join(folder, 'moved')
  const first = started('--state', state)
  await first.said('Ctrl-C stops it')
  const port = readFileSync(join(state, 'port'), 'utf8')
  const second = started('--port', port)
  expect(await second.exited).toEqual([1, null])
  expect(second.err()).toMatch(/^AddressInvalid: cannot listen on 127\.0\.0\.1:\d+: .*--port N/)
  await first.stopped()
})
