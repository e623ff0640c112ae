import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, vi } from 'vitest'
import { systemTable } from '../../../../../src/local/kubelet/processes/process-table.ts'
import { waitUntil } from '../../../../cluster/waiting.ts'
import { createStreet } from './houses.ts'

vi.setConfig({ testTimeout: 60_000 }) // many processes, perhaps on a busy machine

const members = 3 // sh, sh and sleep

const gone = (pid: number) =>
  waitUntil(async () => (await systemTable().find(pid)) === undefined, {
    what: 'the watcher to end',
    limitMs: 30_000,
  })

it('leaves nothing running when its process is killed', async () => {
  const { house, full, empty } = createStreet()
  const { told, kill } = house('watched')
  await told('pid')
  await full(members)
  await kill()
  await empty('the group to be killed')
})

it('would leave all of it without the watcher: the negative control', async () => {
  const { house, full, marked } = createStreet()
  const { told, kill } = house('unwatched')
  const watcher = await told('watcher')
  await told('pid')
  await full(members)
  await kill()
  await gone(watcher) // it has ended, as it should: nobody told it of the group
  expect((await marked()).length).toBeGreaterThanOrEqual(members)
})

it('leaves nothing either when the watcher is killed before it: another has taken its place', async () => {
  const { house, full, empty, marked } = createStreet()
  const { told, kill, process: first } = house('watched')
  const watcher = await told('watcher')
  await told('pid')
  await full(members)
  process.kill(watcher, 'SIGKILL')
  let next = watcher
  for (let tries = 0; tries < 200 && (next === watcher || Number.isNaN(next)); tries++) {
    first.kill('SIGUSR2')
    next = await told('watcher')
  }
  expect((await marked()).length).toBeGreaterThanOrEqual(members)
  await kill()
  await empty('the group to be killed by the second watcher')
})

it('finds at its next start what was left when both were killed at once', async () => {
  const { house, full, empty, marked, folder } = createStreet()
  const { told, kill, process: first } = house('watched')
  const watcher = await told('watcher')
  await told('pid')
  await full(members)
  first.kill('SIGSTOP') // it cannot start another watcher
  process.kill(watcher, 'SIGKILL')
  await kill()
  await gone(watcher)
  expect((await marked()).length).toBeGreaterThanOrEqual(members) // nobody was there to kill them
  const second = house('watched', [])
  expect(await second.told('swept')).toBe(1)
  await empty('the group to be swept up')
  expect(readdirSync(join(folder, 'processes'))).toEqual([])
})

it('finds the rest of a group whose first process has gone', async () => {
  const { house, full, empty } = createStreet()
  const { told, kill, process: first } = house('watched')
  const watcher = await told('watcher')
  const pid = await told('pid')
  await full(members)
  first.kill('SIGSTOP')
  process.kill(watcher, 'SIGKILL')
  process.kill(pid, 'SIGKILL') // whoever would kill the rest is stopped
  await kill()
  const second = house('watched', [])
  expect(await second.told('swept')).toBe(1)
  await empty('the rest of the group to be swept up')
})

it('leaves a stranger alone that has the number of a process of former times', async () => {
  const { house, full, marked, folder } = createStreet()
  const { told } = house('watched')
  const pid = await told('pid')
  await full(members)
  const file = join(folder, 'processes', `${pid}`)
  const recorded = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...recorded, start: recorded.start + 1 }))
  const second = house('watched', [])
  expect(await second.told('swept')).toBe(0)
  expect((await marked()).length).toBeGreaterThanOrEqual(members)
})

it('runs nothing of a program before its group is known, and nothing at all if it dies till then', async () => {
  const { house, full, empty, folder } = createStreet()
  const done = join(folder, 'done')
  const { told, kill } = house('at the gate', ['sh', '-c', `touch ${done}; sleep 99`])
  await told('watcher')
  await full(1)
  const isRecorded = () => readdirSync(join(folder, 'processes')).length === 1
  await waitUntil(isRecorded, { what: 'the record', limitMs: 30_000 })
  await kill()
  await empty('what waits at the gate to end')
  expect(readdirSync(folder)).not.toContain('done')
})

it('lets neither Ctrl-C nor a hang-up reach the programs before the watcher does', async () => {
  const { house, full, marked, empty } = createStreet()
  const { told, kill } = house('watched')
  const watcher = await told('watcher')
  await told('pid')
  await full(members)
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.kill(watcher, signal)
  await promisify(execFile)('true') // by then they have come
  process.kill(watcher, 0) // it is there
  expect((await marked()).length).toBeGreaterThanOrEqual(members)
  await kill()
  await empty('the group to be killed by a watcher that heeds no signals')
})
