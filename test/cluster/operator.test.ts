import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, expect, inject, it } from 'vitest'
import { startApiServer } from './api-server.ts'
import { findBinaries } from './binaries.ts'
import { installCrd, kubectl } from './kubectl.ts'
import { waitUntil } from './waiting.ts'

type Line = { readonly msg: string; readonly experiment?: string; readonly code?: string }

const manifest = readFileSync('deploy/examples/smallest.yaml', 'utf8')
const namespace = `skeleton-${randomUUID().slice(0, 8)}`
const on = (...args: readonly string[]) => ['-n', namespace, ...args]
const running: (() => void)[] = []

beforeAll(async () => {
  await installCrd()
  await kubectl(['create', 'namespace', namespace])
})
afterEach(() => {
  for (const end of running.splice(0)) end()
})

/** The operator as a process of its own, and what it has logged so far. */
function startOperator(kubeconfig = inject('apiServer').kubeconfig, more = {}) {
  const env = { ...process.env, KUBECONFIG: kubeconfig, ...more }
  const child = spawn(process.execPath, ['src/main.ts', 'operator'], { env })
  running.push(() => child.kill('SIGKILL'))
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    err += text
  })
  const exited = once(child, 'exit')
  const lines = (): Line[] =>
    out
      .trimEnd()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  const told = async (what: Partial<Line>, times = 1) =>
    waitUntil(
      () =>
        lines().filter((line) =>
          Object.entries(what).every(([field, value]) => line[field as keyof Line] === value),
        ).length >= times,
      { what: `the operator to log ${JSON.stringify(what)}`, limitMs: 20_000 },
    )
  return { child, exited, lines, told, err: () => err }
}

it('logs each experiment that is there, appears, changes and goes; and stops in peace', async () => {
  const { child, exited, lines, told } = startOperator()
  await told({ msg: 'operator started' })
  const experiment = `${namespace}/signals`
  await kubectl(on('apply', '-f', '-'), manifest)
  await told({ msg: 'experiment seen', experiment })
  await kubectl(on('annotate', 'mex', 'signals', 'touched=yes'))
  await told({ msg: 'experiment seen', experiment }, 2)
  await kubectl(on('delete', 'mex', 'signals'))
  await told({ msg: 'experiment gone', experiment })
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
  expect(lines().at(-1)?.msg).toBe('operator stopped')
})

it('finds at its start what was there before', async () => {
  await kubectl(on('apply', '-f', '-'), manifest)
  const { told } = startOperator()
  await told({ msg: 'experiment seen', experiment: `${namespace}/signals` })
})

const own = await findBinaries()

it.skipIf('unavailable' in own)(
  'waits for a CRD that is missing, says how to install it, and goes on when it comes',
  async () => {
    const bare = await startApiServer()
    running.push(() => void bare.stop())
    const { lines, told } = startOperator(bare.kubeconfig)
    await told({ msg: 'cannot read the experiments', code: 'CrdMissing' })
    expect(lines().find(({ code }) => code)).toMatchObject({
      hint: expect.stringContaining('kubectl apply'),
    })
    await installCrd(bare)
    await kubectl(['apply', '-f', '-'], manifest, bare)
    await told({ msg: 'experiment seen', experiment: 'default/signals' })
  },
)

it('ends with a sentence where the kubeconfig is wrong', async () => {
  const { exited, err } = startOperator('/nowhere/kubeconfig')
  expect(await exited).toEqual([1, null])
  expect(err()).toMatch(
    /^KubeconfigInvalid: the kubeconfig \/nowhere\/kubeconfig cannot be read: .*\n$/,
  )
})

it('says so where there is no kubeconfig at all, and it is no pod either', async () => {
  const { exited, err } = startOperator('', { HOME: '/nowhere' })
  expect(await exited).toEqual([1, null])
  expect(err()).toMatch(/^KubeconfigInvalid: the kubeconfig ~\/\.kube\/config is nowhere, .*\n$/)
})
