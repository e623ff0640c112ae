import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import {
  type AddressInfo,
  createServer as createSocketServer,
  type Server as Sockets,
} from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createWire } from '../../../../src/operator/pushing/wire.ts'
import { keyOf } from '../../../../src/routing/keys.ts'

const key = keyOf('k1', Buffer.alloc(32, 7))
const body = Buffer.from('{}')
const never = new AbortController().signal

function aWire() {
  const wire = createWire(Date.now)
  onTestFinished(wire.close)
  return wire
}

async function addressOf(server: Server | Sockets): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const answering = (status: number, text: string, headers = {}) =>
  addressOf(createServer((_, response) => response.writeHead(status, headers).end(text)))

const unreachable = (detail: unknown) => ({ code: 'RouterUnreachable', detail })
const strange = (status: number) => unreachable(`it answers ${status}, and not as a router does`)

it.each([
  ['taken', 200, '{"taken":true,"missingKeys":["k2"]}', { missingKeys: ['k2'] }],
  [
    'a failure by name',
    503,
    '{"code":"KeyMissing","detail":"k2"}',
    { code: 'KeyMissing', detail: 'k2' },
  ],
  [
    'a failure without a word',
    409,
    '{"code":"PlanStale"}',
    { code: 'PlanStale', detail: 'PlanStale' },
  ],
  ['a failure that nobody knows', 503, '{"code":"Odd"}', strange(503)],
  ['somebody else', 200, '<html>', strange(200)],
  ['somebody else who speaks JSON', 200, '{"missingKeys":[7]}', strange(200)],
  ['nothing', 500, '', strange(500)],
  ['null', 200, 'null', strange(200)],
])('understands %s', async (_, status, text, expected) => {
  expect(await aWire().send(await answering(status, text), { body, key }, never)).toEqual(expected)
})

it('follows nobody elsewhere', async () => {
  let asked = 0
  const elsewhere = await addressOf(createServer((_, response) => void response.end(`${asked++}`)))
  const address = await answering(307, '', { location: `http://${elsewhere}/v1/plan` })
  expect(await aWire().send(address, { body, key }, never)).toEqual(strange(307))
  expect(asked).toBe(0)
})

it('gives up an answer that has no end, one that breaks off, and a port where nobody is', async () => {
  const endless = await addressOf(
    createServer((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(10_000)));
      }
      response.on('drain', more)
      more()
    }),
  )
  const cut = await addressOf(
    createSocketServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n{"mis')),
  )
  const reset = await addressOf(createSocketServer((socket) => socket.destroy()))
  const { send } = aWire()
  const said = await Promise.all(
    [endless, cut, reset, '127.0.0.1:1', 'no such place'].map((address) =>
      send(address, { body, key }, never),
    ),
  )
  expect(said).toEqual([
    unreachable('its answer has no end'),
    strange(200),
    ...Array.from({ length: 3 }, () => unreachable(expect.any(String))),
  ])
})

it('waits no longer than its signal says, and holds nothing then', async () => {
  const open = new Set<unknown>()
  const silent = createSocketServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => {})
  })
  const address = await addressOf(silent)
  const { send, close } = aWire()
  const over = new AbortController()
  const asked = Promise.allSettled(
    Array.from({ length: 20 }, () => send(address, { body, key }, over.signal)),
  )
  await once(silent, 'connection')
  over.abort(new Error('enough'))
  const ends = await asked
  expect(ends.map((end) => end.status === 'rejected' && end.reason.message)).toEqual(
    Array.from({ length: 20 }, () => 'enough'),
  )
  await close()
  while (open.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
})
