import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { waitUntil } from '../../cluster/waiting.ts'
import { challenger, planDocument, startRouter } from './given.ts'
import { type Behaviour, says, startVariant } from './variants.ts'

/** More than all that lies between a variant and a caller who does not read. */
const size = 30_000_000
const big = Buffer.alloc(size)

/** As a server that loses patience: it breaks an answer off of which nothing could be sent for a second. */
const impatient: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-length': size })
  response.write(big.subarray(0, size - 1))
  void whenStuck(response).then(() => response.destroy())
}

/** Too long to be kept, and so short that nobody holds it up. */
const aPart = big.subarray(0, 200_000)

const breaksOff: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-length': size })
  response.write(aPart, () => response.destroy())
}

const stopsHalfway: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-length': size })
  response.write(aPart)
}

/** Looks twenty times, so that a process that stands still itself is not taken for that. */
async function whenStuck({ socket }: ServerResponse): Promise<void> {
  const sent = () => socket?.bytesWritten ?? 0
  let [left, before] = [20, sent()]
  await new Promise<void>((resolve) => {
    const looking = setInterval(() => {
      left = sent() === before && (socket?.writableLength ?? 0) > 0 ? left - 1 : 20
      before = sent()
      if (left > 0) return
      clearInterval(looking)
      resolve()
    }, 50)
  })
}

async function given(behaves: Behaviour, more = {}) {
  const [old, fresh] = await Promise.all([startVariant(says('old')), startVariant()])
  const router = await startRouter(planDocument([[old.address], [fresh.address]], more))
  const broken = Promise.withResolvers<void>()
  let left = callers
  fresh.behave((took, response) => {
    response.once('close', () => --left === 0 && broken.resolve())
    behaves(took, response)
  })
  return { router, broken: broken.promise }
}

/** So many break off that an endpoint is left alone for it. */
const callers = 4

/** Sends a request over a connection of its own, of which nothing is read before it is resumed. */
function asks(address: string): Socket {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname).pause()
  const lines = ['POST /v2/models/m/infer HTTP/1.1', 'host: x', 'x-user-id: a', 'content-length: 2']
  socket.on('error', () => {}).write(`${lines.join('\r\n')}\r\n\r\n{}`)
  return socket
}

/** How much of it came until its end. */
async function readAll(socket: Socket): Promise<number> {
  socket.resume()
  await once(socket, 'close')
  return socket.bytesRead
}

const askAll = (address: string) => Array.from({ length: callers }, () => asks(address))

/** How often an endpoint was left alone. */
async function ejections({ metrics }: { readonly metrics: () => Promise<string> }) {
  const [, count = '0'] = /^contender_route_ejections_total{.*} (\d+)$/m.exec(await metrics()) ?? []
  return Number(count)
}

it('blames no variant that loses patience with callers who stopped reading, whether they read on or leave', async () => {
  const { router, broken } = await given(impatient)
  const [leaver, ...readers] = askAll(router.address)
  await broken
  leaver?.destroy()
  for (const came of await Promise.all(readers.map(readAll))) expect(came).toBeLessThan(size)
  await waitUntil(async () => (await router.counted())[0]?.[2] === callers, aMinute)
  expect([await router.counted(), await ejections(router)]).toEqual([
    [[challenger, 'Normal', callers, 0]],
    0,
  ])
})

it.each([
  ['breaks off what its callers read', breaksOff],
  ['is slow itself', stopsHalfway],
])('blames one that %s', async (_, behaves) => {
  const { router } = await given(behaves, { timeout: '2s' })
  for (const came of await Promise.all(askAll(router.address).map(readAll)))
    expect(came).toBeLessThan(size)
  expect([await router.counted(), await ejections(router)]).toEqual([
    [[challenger, 'Normal', callers, callers]],
    1,
  ])
})

const aMinute = { what: 'what was counted', limitMs: 60_000 }
