import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { waitUntil } from '../../../cluster/waiting.ts'
import { exchange, greeter, hear, nobody, open, serve, startForwarder } from './ground.ts'

it('brings bytes both ways, whole, though one side ends long before the other', async () => {
  const upper = await serve((socket) => {
    void text(socket).then((said) => socket.end(said.toUpperCase()))
  })
  const at = await startForwarder().listen('a', [upper])
  expect(await exchange(at, 'as it was said')).toBe('AS IT WAS SAID')
  const early = await serve((socket) => {
    socket.end('early')
    socket.on('data', (said) => heard.push(String(said)))
  })
  const heard: string[] = []
  const socket = open(await startForwarder().listen('b', [early]))
  expect(await text(socket)).toBe('early')
  socket.end('late')
  await waitUntil(() => heard.join('') === 'late', { what: 'what was said late', limitMs: 30_000 })
})

it('changes nothing of ten megabytes there and back', async () => {
  const echo = await serve((socket) => socket.pipe(socket))
  const at = await startForwarder().listen('a', [echo])
  const sent = randomBytes(10 * 2 ** 20)
  const socket = open(at)
  socket.end(sent)
  expect((await buffer(socket)).equals(sent)).toBe(true)
})

it('spreads connections evenly', async () => {
  const endpoints = await Promise.all(['a', 'b', 'c'].map(greeter))
  const at = await startForwarder().listen('a', endpoints)
  const said = await Promise.all(Array.from({ length: 30 }, () => hear(open(at))))
  const counts = ['a', 'b', 'c'].map((name) => said.filter((one) => one === name).length)
  expect(counts).toEqual([10, 10, 10])
})

it('goes to the next where one takes no connection, and back once it does', async () => {
  const dead = await nobody()
  const alive = await greeter('alive')
  const at = await startForwarder().listen('a', [dead, alive])
  const said = await Promise.all(Array.from({ length: 20 }, () => hear(open(at))))
  expect(new Set(said)).toEqual(new Set(['alive']))
})

it.each([
  ['has no endpoint', async () => []],
  ['has none that takes a connection', async () => [await nobody(), await nobody()]],
])('resets at once a connection to what %s', async (_, endpointsOf) => {
  const at = await startForwarder().listen('a', await endpointsOf())
  const began = performance.now()
  const socket = open(at)
  const [cause] = await once(socket, 'error')
  expect(cause).toMatchObject({ code: 'ECONNRESET' })
  expect(performance.now() - began).toBeLessThan(10_000)
})

it('keeps connections that stand through every change of the table, and lets those of one that went end', async () => {
  const [a, b, c] = [await greeter('a'), await greeter('b'), await greeter('c')]
  const { listen, ask } = startForwarder()
  const at = await listen('one', [a])
  const standing = open(at)
  expect(await hear(standing)).toBe('a')
  ask({ id: 'one', ...at, endpoints: [b] })
  await waitUntil(async () => (await hear(open(at))) === 'b', {
    what: 'the other endpoint',
    limitMs: 30_000,
  })
  await listen('two', [c])
  const told = hear(standing)
  for (const socket of a.sockets) socket.write('still here')
  expect(await told).toBe('still here')
  expect(standing.destroyed).toBe(false)
})

it('keeps a connection whose listener is closed, and takes no other', async () => {
  const lines: Socket[] = []
  const server = await serve((socket) => void lines.push(socket.setNoDelay()))
  const { listen, close } = startForwarder()
  const at = await listen('one', [server])
  const standing = open(at)
  await waitUntil(() => lines.length === 1, { what: 'a connection', limitMs: 30_000 })
  close('one')
  const isRefused = async () => {
    const [cause] = await once(open(at), 'error').catch((cause) => [cause])
    return Object(cause).code === 'ECONNREFUSED'
  }
  await waitUntil(isRefused, { what: 'no listener', limitMs: 30_000 })
  const told = hear(standing)
  lines[0]?.write('still here')
  expect(await told).toBe('still here')
})

it('resets one side where the other was reset', async () => {
  const rude = await serve((socket) => socket.once('data', () => socket.resetAndDestroy()))
  const at = await startForwarder().listen('a', [rude])
  const socket = open(at)
  socket.write('hello')
  const [cause] = await once(socket, 'error')
  expect(cause).toMatchObject({ code: 'ECONNRESET' })
})

it('lets a sender wait for a reader who is slow', async () => {
  const flood = await serve((socket) => {
    const more = () => {
      while (socket.write(Buffer.alloc(2 ** 16)));
    }
    socket.on('drain', more)
    more()
  })
  let sent = 0
  flood.server.on('connection', (socket) => {
    const look = setInterval(() => {
      sent = socket.bytesWritten
    }, 10)
    socket.on('close', () => clearInterval(look))
  })
  const at = await startForwarder().listen('a', [flood])
  const socket = open(at)
  socket.once('data', () => socket.pause())
  // Buffers of the system on both ways fill, and then it stands still.
  let before = -1
  const isStill = async () => {
    const same = sent === before && sent > 0
    before = sent
    return same
  }
  await waitUntil(isStill, { what: 'the sender to stand still', limitMs: 30_000, everyMs: 300 })
  expect(sent).toBeLessThan(64 * 2 ** 20)
  socket.destroy()
})

const filesOf = (pid: number | undefined) => readdir(`/proc/${pid}/fd`).then(({ length }) => length)

it.skipIf(process.platform !== 'linux')(
  'keeps nothing of connections that ended, however they ended',
  async () => {
    const echo = await serve((socket) => socket.pipe(socket))
    const silent = await serve(() => {})
    const proxy = startForwarder()
    const [a, b] = [
      await proxy.listen('a', [echo]),
      await proxy.listen('b', [silent, await nobody()]),
    ]
    await exchange(a, 'to warm up')
    const before = await filesOf(proxy.pid())
    const held = open(b)
    const isSeen = async () => (await filesOf(proxy.pid())) > before
    await waitUntil(isSeen, { what: 'a connection to be seen', limitMs: 30_000 })
    held.destroy()
    for (let round = 0; round < 5; round++) {
      await Promise.all([
        ...Array.from({ length: 20 }, () => exchange(a, 'in peace')),
        ...Array.from({ length: 20 }, async () => {
          const socket = open(round % 2 ? a : b)
          await once(socket, 'connect')
          socket.resetAndDestroy()
        }),
        ...Array.from({ length: 20 }, async () => {
          const socket = open(b)
          await once(socket, 'connect')
          await sleep(5)
          socket.destroy()
        }),
      ])
    }
    const isAsBefore = async () => {
      // What the silent server never answers stands until it ends it, as it would without a proxy.
      for (const socket of silent.sockets) socket.destroy()
      return (await filesOf(proxy.pid())) <= before
    }
    await waitUntil(isAsBefore, { what: `${before} open files`, limitMs: 30_000 })
  },
)
