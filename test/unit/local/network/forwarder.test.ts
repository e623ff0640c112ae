import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { waitUntil } from '../../../cluster/waiting.ts'
import { greeter, host, open, serve, startForwarder } from './ground.ts'

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** What is said there; nothing, where nobody answers. */
function answers(at: { readonly port: number }): Promise<string> {
  const socket = open(at)
  return new Promise((resolve) => {
    socket.once('data', (said) => resolve(String(said)))
    socket.once('close', () => resolve(''))
  })
}

it('is back at once, with all its listeners, when its process is killed', async () => {
  const [a, b] = [await greeter('a'), await greeter('b')]
  const proxy = startForwarder()
  const [one, two] = [await proxy.listen('one', [a]), await proxy.listen('two', [b])]
  for (let round = 0; round < 3; round++) {
    const pid = proxy.pid()
    process.kill(pid ?? 0, 'SIGKILL')
    const isBack = async () => (await answers(one)) === 'a' && (await answers(two)) === 'b'
    await waitUntil(isBack, { what: 'its return', limitMs: 30_000 })
    expect(proxy.pid()).not.toBe(pid)
  }
  expect(proxy.troubles).toEqual(Array(3).fill('proxy: Error: the proxy ended: SIGKILL'))
})

it('listens for what it was asked while its process was away', async () => {
  const [a, b] = [await greeter('a'), await greeter('b')]
  const proxy = startForwarder()
  const at = await proxy.listen('one', [a])
  process.kill(proxy.pid() ?? 0, 'SIGKILL')
  proxy.ask({ id: 'one', ...at, endpoints: [b] })
  await waitUntil(async () => (await answers(at)) === 'b', { what: 'b', limitMs: 30_000 })
})

it('says which port is refused, and takes another', async () => {
  const [a, taken] = [await greeter('a'), await serve(() => {})]
  const proxy = startForwarder()
  expect(proxy.ask({ id: 'one', host, port: taken.port, endpoints: [a] }).is).toBe('pending')
  const isRefused = () => proxy.standing('one')?.is === 'refused'
  await waitUntil(isRefused, { what: 'a refusal', limitMs: 30_000 })
  expect(proxy.standing('one')?.refused).toEqual(new Set([taken.port]))
  expect(await answers(await proxy.listen('one', [a]))).toBe('a')
  expect(proxy.standing('one')?.refused.size).toBe(0)
})

it('says what is wrong with an address that is none of this machine', async () => {
  const proxy = startForwarder()
  proxy.ask({ id: 'one', host: '192.0.2.254', port: 20_000, endpoints: [] })
  await waitUntil(() => proxy.troubles.length > 0, { what: 'trouble', limitMs: 30_000 })
  expect(proxy.troubles).toEqual(['one: Error: cannot listen on 192.0.2.254:20000: EADDRNOTAVAIL'])
})

it('opens nothing that was closed before it was open', async () => {
  const [a, b] = [await greeter('a'), await greeter('b')]
  const proxy = startForwarder()
  const at = await proxy.listen('one', [a])
  proxy.close('one')
  proxy.ask({ id: 'two', ...at, endpoints: [b] })
  proxy.close('two')
  expect(await answers(await proxy.listen('three', [b], at.port))).toBe('b')
})

it('has no process any more once it was told to end', async () => {
  const proxy = startForwarder()
  await proxy.listen('one', [])
  const pid = proxy.pid() ?? 0
  expect(isAlive(pid)).toBe(true)
  await proxy.stop()
  expect(isAlive(pid)).toBe(false)
})

it('leaves no process behind when its own is killed', async () => {
  const parent = fork(new URL('./parent.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [{ pid }] = (await once(parent, 'message')) as [{ pid: number }]
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await waitUntil(() => !isAlive(pid), { what: 'the end of the proxy', limitMs: 30_000 })
})

it('takes no notice of a Ctrl-C that is meant for others', async () => {
  const a = await greeter('a')
  const proxy = startForwarder()
  const at = await proxy.listen('one', [a])
  const pid = proxy.pid() ?? 0
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.kill(pid, signal)
  expect(await answers(at)).toBe('a')
  expect(proxy.pid()).toBe(pid)
})
