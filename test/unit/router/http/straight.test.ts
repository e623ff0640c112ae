import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Incoming } from '../../../../src/router/forwarding/predicting.ts'
import { createFront } from '../../../../src/router/http/front.ts'
import { requestIn } from '../../../../src/router/http/straight/request.ts'
import { below, chance } from '../../../chance.ts'

const cases = Number(process.env['FUZZ'] ?? 2_000)

/** What a request may be made of, sound and bent. */
const lines = ['POST / HTTP/1.1', 'POST /v2/x?y=%20#z HTTP/1.1', 'POST http://a/x HTTP/1.1']
const oddLines = ['GET / HTTP/1.1', 'POST / HTTP/1.0', 'POST  / HTTP/1.1', 'POST /\x80 HTTP/1.1']
const plain = ['host: a', 'X-User-Id:  u1 \t', 'accept: */*', 'x-é: ü', 'cookie:', 'TE: trailers']
const kept = ['connection: keep-alive', 'Connection: Keep-Alive']
const odd = [
  ...['transfer-encoding: chunked', 'Content-Length: 3', 'content-length: +3', 'expect: x'],
  ...['connection: close', 'connection: upgrade', 'upgrade: h2c', ' folded', 'no colon', 'a b: c'],
  ...['x: \0', 'x: a\nb: c', 'x : y', ': y', 'content-length: 3, 3', 'content-length:'],
]
const bodies = ['', 'abc', 'a\r\n\r\nb', 'POST / HTTP/1.1\r\n\r\n']

function drawn(random: () => number): Buffer {
  const one = (of: readonly string[]) => of[below(random, of.length)] ?? ''
  const headers: string[] = []
  while (random() < 0.6) headers.push(one(random() < 0.8 ? plain : random() < 0.4 ? kept : odd))
  const body = one(bodies)
  if (body !== '' || random() < 0.5) headers.push(`content-length: ${body.length}`)
  const line = one(random() < 0.9 ? lines : oddLines)
  return bent(random, [line, ...headers, ''], body)
}

/** Now and then lines end otherwise, or it is not all there. */
function bent(random: () => number, head: readonly string[], body: string): Buffer {
  const end = random() < 0.95 ? '\r\n' : '\n'
  const whole = Buffer.from(`${head.join(end)}${end}${body}`, 'latin1')
  return random() < 0.1 ? whole.subarray(0, below(random, whole.length)) : whole
}

type Read = { readonly url: string; readonly raw: readonly string[]; body: string }

describe('beside Node', () => {
  let read: Read[] = []
  const server = createServer(
    { requireHostHeader: false },
    async (message: IncomingMessage, response) => {
      const { url = '', rawHeaders: raw } = message
      const one = { url, raw, body: '' }
      read.push(one)
      one.body = (await buffer(message)).toString('latin1')
      response.end()
    },
  )
  beforeAll(() => new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens)))
  afterAll(() => void server.close())

  async function readByNode(bytes: Buffer): Promise<readonly Read[]> {
    read = []
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    // Another one at the end tells that the first has ended where it was thought to.
    socket.write(bytes)
    socket.write('GET /last HTTP/1.1\r\nconnection: close\r\n\r\n')
    await text(socket)
    return read
  }

  it(`reads what it takes as Node does, and leaves what it does not (${cases} requests)`, async () => {
    const random = chance(8)
    let straight = 0
    for (let nth = 0; nth < cases; nth++) {
      const bytes = drawn(random)
      const found = requestIn(bytes, 100)
      if (typeof found === 'string') continue
      straight++
      const { url, rawHeaders: raw, body } = found
      const [first, last, ...more] = await readByNode(bytes)
      expect(first, bytes.toString('latin1')).toEqual({ url, raw, body: body.toString('latin1') })
      expect([last?.url, more]).toEqual(['/last', []])
    }
    expect(straight).toBeGreaterThan(cases / 10)
  }, 600_000)
})

const asked = (path: string, body: string, more = '') =>
  `POST ${path} HTTP/1.1\r\nhost: a\r\n${more}content-length: ${body.length}\r\n\r\n${body}`

it('waits for what is not whole, and leaves those who do not wait to Node', () => {
  const whole = asked('/x', 'abc')
  const bytes = Buffer.from(whole + asked('/y', 'd'))
  for (let length = 0; length < bytes.length; length++) {
    const found = requestIn(bytes.subarray(0, length), 3)
    if (length < whole.length) expect(found).toBe('More')
    else if (length === whole.length) expect(found).toMatchObject({ url: '/x' })
    else expect(found).toBe('NotStraight')
  }
})

it.each([
  ['another verb', 'GET / HTTP/1.1\r\n\r\n'],
  ['HTTP/1.0', 'POST / HTTP/1.0\r\n\r\n'],
  ['what names a host', 'POST http://a/ HTTP/1.1\r\n\r\n'],
  ['two lengths', asked('/', 'a', 'content-length: 1\r\n')],
  ['chunks', asked('/', 'a', 'transfer-encoding: chunked\r\n')],
  ['who expects something', asked('/', 'a', 'expect: 100-continue\r\n')],
  ['who wants to be elsewhere', asked('/', 'a', 'upgrade: h2c\r\n')],
  ['who does not stay', asked('/', 'a', 'connection: close\r\n')],
  ['a body that is too long', asked('/', 'abcd')],
  ['lines that go on', asked('/', 'a', 'x: y\r\n z\r\n')],
  ['lines that end otherwise', asked('/', 'a', 'x: y\nz: a\r\n')],
  ['a head that is too long', asked('/', 'a', `x: ${'y'.repeat(16_384)}\r\n`)],
  ['more headers than anybody sends', asked('/', 'a', 'a:\r\n'.repeat(201))],
  ['what is not whole, and too long to be held', asked('/', 'a'.repeat(20_000)).slice(0, 17_000)],
])('leaves %s to Node', (_, bytes) => {
  expect(requestIn(Buffer.from(bytes), bytes.includes('aaaa') ? 99_999 : 3)).toBe('NotStraight')
})

/** A front that answers by what it is asked, and a connection to it. */
async function given(take: (incoming: Incoming) => void = echo) {
  const limits = { bodyBytes: 100_000, memoryBytes: 1e6, mostRequests: 4 }
  const front = createFront(limits, {
    take,
    outcomes: (message, response) =>
      void message.resume().on('end', () => response.end('outcomes')),
    refused: () => {},
  })
  const address = new URL(await front.listen({ host: '127.0.0.1', port: 0 }))
  onTestFinished(() => {
    front.cut()
    return front.close()
  })
  const open = (): Socket => {
    const socket = connect(Number(address.port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    return socket
  }
  return { front, open }
}

function echo({ message, response, body, done }: Incoming): void {
  response.writeHead(200, undefined, [
    'content-length',
    `${body.length}`,
    'x-url',
    message.url ?? '',
  ])
  response.end(body)
  done()
}

/** All that comes until so many answers have ended with their bodies. */
async function heard(socket: Socket, until: RegExp): Promise<string> {
  let all = ''
  for await (const bytes of socket) {
    all += bytes
    if (until.test(all)) break
  }
  return all
}

it('goes from straight to Node and loses nothing on the way, however it is cut', async () => {
  const whole = [
    asked('/one', 'first'),
    asked('/two', 'second'),
    asked('/v1/outcomes', 'x'),
    asked('/three', 'third', 'connection: close\r\n'),
  ].join('')
  for (let cut = 1; cut < whole.length; cut += 7) {
    const { open, front } = await given()
    const socket = open().setNoDelay(true)
    socket.write(whole.slice(0, cut))
    await new Promise((resolve) => setImmediate(resolve))
    socket.write(whole.slice(cut))
    const answers = await text(socket)
    expect(answers.match(/first|second|outcomes|third/g)).toEqual([
      'first',
      'second',
      'outcomes',
      'third',
    ])
    expect(answers.match(/HTTP\/1.1 200 OK/g)?.length).toBe(4)
    expect(front.bodyBytes()).toBe(0)
  }
})

it('leaves who trickles to Node after a while, who goes on with what there is', async () => {
  const { open } = await given()
  const socket = open()
  const bytes = asked('/slow', 'body')
  socket.write(bytes.slice(0, -2))
  await new Promise((resolve) => setTimeout(resolve, 2_500)) // more than it waits for what is not whole
  socket.write(bytes.slice(-2))
  const answer = await heard(socket, /body$/)
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
})

it('says how an answer ends: a length, chunks, or nothing at all', async () => {
  const { open } = await given(({ message, response, done }) => {
    const status = message.url === '/none' ? 204 : 200
    response.writeHead(status, 'as said', [])
    if (message.url === '/chunks') {
      response.write(Buffer.from('a'.repeat(17)))
      response.write(Buffer.alloc(0))
    }
    response.end(message.url === '/chunks' ? 'b' : undefined)
    done()
  })
  const socket = open()
  socket.write(asked('/none', '') + asked('/chunks', '') + asked('/empty', ''))
  const all = await heard(socket, /(0\r\n\r\n[\s\S]*){2}$/)
  const [none = '', chunks = '', empty = ''] = all.split(/(?=HTTP\/1\.1)/)
  expect(none).toMatch(/^HTTP\/1\.1 204 as said\r\n/)
  expect(none).not.toMatch(/transfer-encoding|content-length/)
  expect(chunks.slice(chunks.indexOf('\r\n\r\n') + 4)).toBe(
    `11\r\n${'a'.repeat(17)}\r\n1\r\nb\r\n0\r\n\r\n`,
  )
  expect(empty.slice(empty.indexOf('\r\n\r\n') + 4)).toBe('0\r\n\r\n')
})

it('holds a request as long as its caller has not got all of the answer', async () => {
  const { open, front } = await given(({ response, done }) => {
    response.writeHead(200, undefined, ['content-length', '20000000'])
    response.end(Buffer.alloc(20_000_000))
    done()
  })
  const socket = open()
  socket.write(asked('/x', 'body'))
  await new Promise((resolve) => socket.once('readable', resolve))
  expect(front.bodyBytes()).toBe(4)
  socket.destroy()
  await expect.poll(() => front.bodyBytes(), { timeout: 20_000 }).toBe(0)
})

it('refuses by name what there is no room for, and goes on with the connection', async () => {
  const under: Incoming[] = []
  const { open } = await given((incoming) => void under.push(incoming))
  for (let nth = 0; nth < 4; nth++) open().write(asked('/x', 'body'))
  await expect.poll(() => under.length, { timeout: 20_000 }).toBe(4)
  const socket = open()
  socket.write(asked('/x', 'body'))
  expect(await heard(socket, /Overloaded/)).toMatch(/^HTTP\/1\.1 429 /)
})

it('ends who is idle when it closes, and others with their answer', async () => {
  const under: Incoming[] = []
  const { open, front } = await given((incoming) => {
    if (incoming.message.url === '/idle') echo(incoming)
    else under.push(incoming)
  })
  const [idle, busy] = [open(), open()]
  idle.write(asked('/idle', 'before'))
  await new Promise((resolve) => idle.once('readable', resolve))
  busy.write(asked('/x', 'body'))
  await expect.poll(() => under.length, { timeout: 20_000 }).toBe(1)
  front.leave()
  const closed = front.close()
  expect(await text(idle)).toMatch(/keep-alive[\s\S]*before$/)
  busy.write(asked('/x', 'too late'))
  await expect.poll(() => busy.writableLength, { timeout: 20_000 }).toBe(0)
  for (const incoming of under) echo(incoming)
  expect(await text(busy)).toMatch(/connection: close[\s\S]*body$/)
  await closed
  expect(under.length).toBe(1)
})
