import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { newPassing, sweepPassing } from '../../../../src/local/home/passing.ts'
import { systemTable } from '../../../../src/local/kubelet/processes/process-table.ts'
import { systemClock } from '../../../../src/reconciler/clock.ts'
import { newFolder } from './folder.ts'

vi.setConfig({ testTimeout: 30_000 }) // a busy machine is slow, not wrong

const table = systemTable()
const sweep = (temp: string) => sweepPassing(temp, table, systemClock, new AbortController().signal)

/** A process in a group of its own, and how the system lists it. */
async function stranger() {
  const child = spawn('sleep', ['99'], { detached: true, stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'spawn')
  const { pid, start } = (await table.find(child.pid ?? 0)) ?? { pid: 0, start: 0 }
  return { pid, start, boot: await table.boot(), ended: once(child, 'exit'), child }
}

/** A folder as a run of that process would have made it. */
async function folderOf(temp: string, { pid, start }: { pid: number; start: number }) {
  const made = await newPassing(temp, table)
  const [contender, run, counting, , , chance] = basename(made).split('-')
  const name = [contender, run, counting, pid.toString(36), start.toString(36), chance].join('-')
  renameSync(made, join(temp, name))
  return join(temp, name)
}

/** As the kubelet records a container that it has begun. */
function record(folder: string, recorded: { boot: string; pid: number; start: number }): void {
  const processes = join(folder, 'node/processes')
  mkdirSync(processes, { recursive: true })
  const { boot, pid, start } = recorded
  writeFileSync(join(processes, `${pid}`), JSON.stringify({ boot, pid, start }))
}

it('makes a folder for its owner alone, which no sweep takes while its process lives', async () => {
  const temp = newFolder()
  const folder = await newPassing(temp, table)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(await sweep(temp)).toEqual([])
  expect(existsSync(folder)).toBe(true)
})

it('removes the folder of a process that is gone, and ends what it has begun', async () => {
  const temp = newFolder()
  const [run, container] = [await stranger(), await stranger()]
  const folder = await folderOf(temp, run)
  record(folder, container)
  expect(await sweep(temp), 'while the process lives').toEqual([])
  run.child.kill('SIGKILL')
  await run.ended
  expect(await sweep(temp)).toEqual([{ folder, groups: 1 }])
  expect(await container.ended).toEqual([null, 'SIGKILL'])
  expect(existsSync(folder)).toBe(false)
})

it('takes a process that has the number of a former one for what it is: a stranger', async () => {
  const temp = newFolder()
  const [run, container] = [await stranger(), await stranger()]
  const folder = await folderOf(temp, { ...run, start: run.start - 1 })
  record(folder, { ...container, start: container.start - 1 })
  expect(await sweep(temp)).toEqual([{ folder, groups: 0 }])
  expect(existsSync(folder)).toBe(false)
  for (const { pid, start } of [run, container])
    expect(await table.find(pid)).toMatchObject({ start })
})

it('ends nothing that was begun before the machine was started anew', async () => {
  const temp = newFolder()
  const container = await stranger()
  const folder = await folderOf(temp, { pid: 2 ** 22 + 1, start: 1 })
  record(folder, { ...container, boot: 'another' })
  expect(await sweep(temp)).toEqual([{ folder, groups: 0 }])
  expect(await table.find(container.pid)).toMatchObject({ start: container.start })
})

it.each([
  ['that others could write to', (folder: string) => chmodSync(folder, 0o770)],
  ['of processes that are counted elsewhere', (folder: string) => elsewhere(folder)],
  [
    'of another name',
    (folder: string) => renameSync(folder, join(folder, '../contender-run-test-xyz')),
  ],
])('leaves a folder alone %s', async (_, change) => {
  const temp = newFolder()
  const container = await stranger()
  const folder = await folderOf(temp, { pid: 2 ** 22 + 1, start: 1 })
  record(folder, container)
  change(folder)
  expect(await sweep(temp)).toEqual([])
  expect(await table.find(container.pid)).toMatchObject({ start: container.start })
})

function elsewhere(folder: string): void {
  const [contender, run, , ...rest] = basename(folder).split('-')
  renameSync(folder, join(folder, '..', [contender, run, 'zzz', ...rest].join('-')))
}

it.runIf(process.getuid?.() === 0)('leaves the folders of other users alone', async () => {
  const temp = newFolder()
  const folder = await folderOf(temp, { pid: 2 ** 22 + 1, start: 1 })
  chownSync(folder, 65_534, 65_534)
  expect(await sweep(temp)).toEqual([])
})

it('sweeps nothing where it cannot see who lives', async () => {
  const temp = newFolder()
  await folderOf(temp, { pid: 2 ** 22 + 1, start: 1 })
  const blind = { ...table, find: async () => undefined }
  const { signal } = new AbortController()
  expect(await sweepPassing(temp, blind, systemClock, signal)).toEqual([])
})
