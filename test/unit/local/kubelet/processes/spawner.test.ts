import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { Hear } from '../../../../../src/local/kubelet/processes/spawner.ts'
import { createBeginning } from './begin.ts'
import { createStreet, stubborn } from './houses.ts'

vi.setConfig({ testTimeout: 60_000 }) // many processes, perhaps on a busy machine

function ground() {
  const { folder, mark, ...street } = createStreet()
  const { watcher, spawner } = createBeginning(folder)
  const heard = { stdout: '', stderr: '' }
  const hear: Hear = (stream, said) => {
    heard[stream] += said.toString()
  }
  const env = { PATH: process.env['PATH'] ?? '', CONTENDER_POD_UID: mark, MY_VAR: 'mine' }
  const stop = new AbortController()
  const begin = (argv: readonly string[], cwd = folder) =>
    spawner.begin({ argv, env, cwd }, hear, stop.signal)
  const run = async (script: string) => (await begin(['sh', '-c', script])).ended
  const left = () => ['processes', 'pipes'].flatMap((name) => readdirSync(join(folder, name)))
  return { ...street, folder, begin, run, heard, left, stop, watcher }
}

it('says how a program ended, as if nothing had stood between', async () => {
  const { run, left } = ground()
  expect(await run('exit 0')).toEqual({ exitCode: 0 })
  expect(await run('exit 42')).toEqual({ exitCode: 42 })
  expect(await run('kill -9 $$')).toEqual({ exitCode: 137, signal: 9 })
  expect(await run('kill -TERM $$')).toEqual({ exitCode: 143, signal: 15 })
  expect(left()).toEqual([])
})

it('hears all that it says, under /dev/stdout and /dev/stderr too', async () => {
  const { run, heard } = ground()
  await run(
    'echo one; echo two >&2; echo three >/dev/stdout; echo four >/dev/stderr; pwd; echo $MY_VAR',
  )
  expect(heard.stdout).toMatch(/^one\nthree\n\/.*\nmine\n$/)
  expect(heard.stderr).toBe('two\nfour\n')
})

it('hears a long speech to its end, however slowly it listens', async () => {
  const { begin, heard } = ground()
  const { ended } = await begin([
    'sh',
    '-c',
    'i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done',
  ])
  await ended
  expect(heard.stdout.split('\n')).toHaveLength(20_001)
})

it('gives it no input, no gate and an environment of its own', async () => {
  const { run, heard } = ground()
  await run(
    'read x || echo nothing; [ -S /dev/fd/3 ] && echo gate || echo none; env | cut -d= -f1 | sort | tr "\\n" " "',
  )
  const [input, gate, names] = heard.stdout.split('\n')
  expect(input).toBe('nothing')
  expect(gate).toBe('none')
  expect(names?.trim().split(' ')).toEqual(['CONTENDER_POD_UID', 'MY_VAR', 'PATH', 'PWD'])
})

it('kills what a program leaves behind in its group', async () => {
  const { run, empty, heard } = ground()
  expect(await run('(trap "" TERM HUP; sleep 99) & echo left')).toEqual({ exitCode: 0 })
  expect(heard.stdout).toBe('left\n')
  await empty('the rest of the group to go')
})

it('sends a signal to the program alone, and kills its whole group', async () => {
  const { begin, full, empty, marked } = ground()
  const { send, kill, ended } = await begin(stubborn)
  await full(3)
  const before = (await marked()).length
  send('SIGCONT')
  expect((await marked()).length).toBe(before)
  kill()
  expect(await ended).toEqual({ exitCode: 137, signal: 9 })
  await empty('the group to go')
  kill() // of one that is over, nothing comes
  send('SIGTERM')
})

it.each([
  [['no-such-program'], undefined, 'no program "no-such-program" was found'],
  [['./x'], undefined, 'no program "./x" was found'],
  [[''], undefined, 'no program "" was found'],
  [['sh'], '/no/such/place', 'the working directory /no/such/place is not there'],
])('says why %j cannot begin', async (argv, cwd, message) => {
  const { begin, folder } = ground()
  writeFileSync(join(folder, 'x'), 'not to be run', { mode: 0o644 })
  await expect(begin(argv, cwd)).rejects.toThrow(message)
})

it('lets what waits at the gate go when it is told to stop', async () => {
  const { begin, stop, empty, folder, left } = ground()
  stop.abort(new Error('stopped'))
  await expect(begin(['touch', 'done'])).rejects.toThrow('stopped')
  await empty('the gate to be left')
  expect(existsSync(join(folder, 'done'))).toBe(false)
  expect(left()).toEqual([])
})

it('waits for the watcher to be there again, however often it is killed', async () => {
  const { begin, watcher } = ground()
  for (let n = 0; n < 2; n++) {
    process.kill(watcher.pid() ?? 0, 'SIGKILL')
    const { ended } = await begin(['true'])
    expect(await ended).toEqual({ exitCode: 0 })
  }
})
