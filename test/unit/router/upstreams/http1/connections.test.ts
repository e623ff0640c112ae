import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { openConnections } from '../../../../../src/router/upstreams/http1/connections.ts'
import { asked, cameOf, startScripted, turns } from './scripted.ts'

const ok = (more = '') => `HTTP/1.1 200 OK\r\ncontent-length: 2\r\n${more}\r\nok`
const answered = { status: 200, body: 'ok' }
const post = { ...asked, method: 'POST', body: Buffer.from('{}') }

async function given(first: string, ends = false) {
  const server = await startScripted()
  server.tell({ pieces: [first], ends })
  return { server, connections: openConnections(server.address) }
}

it('asks over one connection again and again, and over as many as are asked at a time', async () => {
  const { server, connections } = await given(ok())
  for (let nth = 0; nth < 5; nth++) {
    expect(await cameOf(connections)).toMatchObject(answered)
    await turns(2) // by then it is known that it goes on
  }
  expect(server.connections()).toBe(1)
  await Promise.all([cameOf(connections), cameOf(connections), cameOf(connections)])
  expect(server.connections()).toBe(3)
  connections.close()
})

it.each([
  ['says that it closes it', ok('connection: close\r\n')],
  ['keeps it so short that it may be gone', ok('keep-alive: timeout=2\r\n')],
  ['writes more than it has told', `${ok()}HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nbad`],
  ['speaks HTTP/1.0', ok().replace('1.1', '1.0')],
])('takes another connection where the other side %s', async (_, first) => {
  const { server, connections } = await given(first)
  expect(await cameOf(connections)).toMatchObject(answered)
  expect(await cameOf(connections)).toMatchObject(answered)
  expect(server.connections()).toBe(2)
  connections.close()
})

it('takes nothing for an answer that came before it was asked for', async () => {
  const { server, connections } = await given(ok())
  await cameOf(connections)
  await turns(1)
  server.sockets[0]?.write('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nbad')
  expect(await cameOf(connections)).toMatchObject(answered)
  expect(server.connections()).toBe(2)
  connections.close()
})

it('loses nothing to connections that were ended while nobody used them', async () => {
  const { server, connections } = await given(ok())
  for (let nth = 0; nth < 100; nth++) {
    expect(await cameOf(connections, post)).toMatchObject(answered)
    server.sockets.at(-1)?.end()
    await turns(3)
  }
  expect(server.connections()).toBe(100)
  connections.close()
})

it('sends nothing twice: who is gone without an answer may have seen it', async () => {
  const { server, connections } = await given(ok())
  await cameOf(connections, post)
  await turns(2)
  server.tell({ pieces: [], ends: true })
  expect(await cameOf(connections, post)).toBe('Broken')
  expect(server.connections()).toBe(1)
  connections.close()
})

it('could not reach who does not listen, nor anybody once it is closed', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  expect(await cameOf(openConnections(`127.0.0.1:${port}`))).toBe('Unreachable')
  const { connections } = await given(ok())
  connections.close()
  expect(await cameOf(connections)).toBe('Unreachable')
})

it('lets what is under way end when it is closed, and then its connection', async () => {
  const { server, connections } = await given(ok())
  const coming = cameOf(connections)
  while (server.connections() === 0) await turns(1)
  connections.close()
  expect(await coming).toMatchObject(answered)
  while (server.sockets[0]?.destroyed === false) await turns(1)
})

it.each([
  ['a path', { path: '/ HTTP/1.1\r\nx: y\r\n\r\nGET /' }],
  ['a path with a blank', { path: '/a b' }],
  ['a method', { method: 'GET / HTTP/1.1\r\n\r\nGET' }],
  ['a value', { headers: ['x', 'y\r\nz: 1'] }],
  ['a value of letters that are none', { headers: ['x', 'y\u{1f600}'] }],
  ['a name', { headers: ['x: y\r\nz', '1'] }],
])('sends nothing where %s would be taken for more than it is', async (_, bent) => {
  const { server, connections } = await given(ok())
  expect(await cameOf(connections, { ...asked, ...bent })).toBe('Broken')
  await turns(5)
  expect(server.connections()).toBe(0)
})

it('reads on for whoever comes next, though the last one has let its answer wait to the end', async () => {
  const { server, connections } = await given(ok())
  await new Promise<void>((resolve) => {
    const call = connections.send(asked, 10_000, {
      head: () => {},
      piece: () => call.pause(true),
      end: resolve,
      failed: () => {},
    })
  })
  await turns(2)
  expect(await cameOf(connections)).toMatchObject(answered)
  expect(server.connections()).toBe(1)
  connections.close()
})

it('takes a name for an address', async () => {
  const { server, connections } = await given(ok())
  const named = openConnections(server.address.replace('127.0.0.1', 'localhost'))
  expect(await cameOf(named)).toMatchObject(answered)
  named.close()
  connections.close()
})

it('is not felled by thousands of heads before that of the answer, and takes some', async () => {
  const early = 'HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n'
  const { server, connections } = await given(`${early.repeat(16)}${ok()}`)
  expect(await cameOf(connections)).toMatchObject(answered)
  await turns(2)
  for (const count of [17, 4_000]) {
    server.tell({ pieces: [`${'HTTP/1.1 100\r\n\r\n'.repeat(count)}${ok()}`], ends: false })
    expect(await cameOf(connections)).toBe('Broken')
  }
  connections.close()
})

it('sends nothing over a connection whose end lies behind its last answer', async () => {
  const { server, connections } = await given(ok(), true)
  for (let nth = 0; nth < 200; nth++)
    expect(await cameOf(connections, post)).toMatchObject(answered)
  expect(server.connections()).toBe(200)
  connections.close()
})
