import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { waitUntil } from '../../../cluster/waiting.ts'
import { echoing, inferPath, row } from './serving.ts'

type Server = Awaited<ReturnType<typeof echoing>>
const running: Server[] = []
const start = async (...settings: Parameters<typeof echoing>) => {
  const server = await echoing(...settings)
  running.push(server)
  return server
}
afterEach(async () => {
  for (const { app } of running.splice(0)) await app.close()
})

const until = (what: string, isSo: () => boolean) =>
  waitUntil(isSo, { what, limitMs: 30_000, everyMs: 5 })

const ask = (
  { address }: Server,
  body: string | Uint8Array<ArrayBuffer> | undefined,
  headers = {},
  path = inferPath,
) => fetch(`${address}${path}`, { method: 'POST', headers, ...(body !== undefined && { body }) })

/** What is sent as it is, and all that comes back. */
async function raw({ address }: Server, bytes: string): Promise<string> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.end(bytes)
  return text(socket)
}

describe('the protocol', () => {
  it('says what there is', async () => {
    const { address } = await start()
    const get = async (path: string) => (await fetch(`${address}${path}`)).json()
    expect(await get('/v2')).toMatchObject({
      name: 'contender',
      extensions: ['binary_tensor_data'],
    })
    expect(await get('/v2/')).toMatchObject({ name: 'contender' })
    expect(await get('/v2/health/live')).toEqual({ live: true })
    expect(await get('/v2/health/ready')).toEqual({ ready: true, live: true })
    expect(await get('/v2/models/echo/versions/1/ready')).toEqual({ name: 'echo', ready: true })
    expect(await get('/v2/models/echo')).toEqual({
      ...{ name: 'echo', versions: ['1'], platform: 'onnx_onnxv1' },
      inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 2] }],
      outputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 2] }],
      parameters: { digest: '0'.repeat(64) },
    })
  })

  it('answers, as JSON or as bytes', async () => {
    const server = await start()
    const plain = await ask(server, JSON.stringify({ ...row, id: 'a' }))
    expect(plain.headers.get('content-type')).toBe('application/json')
    const output = { name: 'x', datatype: 'FP32', shape: [1, 2] }
    const named = { model_name: 'echo', model_version: '1', id: 'a' }
    expect(await plain.json()).toEqual({ ...named, outputs: [{ ...output, data: [1, 2] }] })

    const head = JSON.stringify({
      inputs: [{ ...output, parameters: { binary_data_size: 8 } }],
      parameters: { binary_data_output: true },
    })
    const body = Buffer.concat([Buffer.from(head), Buffer.from(Float32Array.of(3, 4).buffer)])
    const headers = { 'inference-header-content-length': `${head.length}` }
    const binary = await ask(server, body, headers)
    const length = Number(binary.headers.get('inference-header-content-length'))
    const tail = (await binary.arrayBuffer()).slice(length)
    expect([...new Float32Array(tail)]).toEqual([3, 4])
  })

  it('is ready where something is wrong that keeps nobody from an answer, and says it', async () => {
    const { address } = await start({ wrong: () => ['echo: ModelDigestChanged: other bytes'] })
    expect(await (await fetch(`${address}/v2/health/ready`)).json()).toEqual({
      ...{ ready: true, live: true, warning: 'echo: ModelDigestChanged: other bytes' },
    })
  })

  it('is not ready while it has a reason', async () => {
    const { address } = await start({ unready: () => 'echo: ModelDigestMismatch: other bytes' })
    const answer = await fetch(`${address}/v2/health/ready`)
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({
      ...{ ready: false, live: true, error: 'echo: ModelDigestMismatch: other bytes' },
    })
  })
})

describe('a body', () => {
  const plain = Buffer.from(JSON.stringify(row))

  it.each([
    ['gzip', gzipSync(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflateRawSync(plain)],
    ['identity', plain],
    ['GZIP', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
  ])('may be coded as %s', async (coding, body) => {
    const server = await start()
    const answer = await ask(server, new Uint8Array(body), { 'content-encoding': coding })
    expect(answer.status).toBe(200)
  })

  it.each([
    ['that is no JSON', '{', {}, 400, 'RequestInvalid'],
    ['that is empty', '', {}, 400, 'RequestInvalid'],
    ['that is absent', undefined, {}, 400, 'RequestInvalid'],
    [
      'that is not what it is said to be',
      'x',
      { 'content-encoding': 'gzip' },
      400,
      'RequestInvalid',
    ],
    ['in another coding', 'x', { 'content-encoding': 'br' }, 415, 'EncodingUnsupported'],
    ['that is too long', 'x'.repeat(1_001), {}, 413, 'BodyTooLarge'],
    [
      'that is too long once it is unpacked',
      new Uint8Array(gzipSync(Buffer.alloc(100_000))),
      { 'content-encoding': 'gzip' },
      ...([413, 'BodyTooLarge'] as const),
    ],
    [
      'with a wrong length of its JSON',
      '{}',
      { 'inference-header-content-length': 'x' },
      400,
      'RequestInvalid',
    ],
  ])('%s is refused', async (_, body, headers, status, code) => {
    const server = await start()
    const answer = await ask(server, body, headers as Record<string, string>)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code, error: expect.stringContaining(code) })
    expect(server.budget.taken()).toBe(0)
    expect(server.bugs).toEqual([])
  })

  it('that is packed takes the room that it needs, and no more', async () => {
    const server = await start({ mostBytes: 10_000, memory: 40_000 })
    const body = new Uint8Array(gzipSync(JSON.stringify({ ...row, id: 'x'.repeat(5_000) })))
    const asked = Array.from({ length: 5 }, () => ask(server, body, { 'content-encoding': 'gzip' }))
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200,
    ])
  })

  it('of unknown length is refused where it becomes too long', async () => {
    const server = await start()
    const piece = 'x'.repeat(600)
    const chunk = `258\r\n${piece}\r\n`
    const head = `POST ${inferPath} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`
    const answer = await raw(server, `${head}${chunk}${chunk}0\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  it('finds no room where others have taken it, and is told to come later', async () => {
    const server = await start({ memory: 100 })
    const answer = await ask(server, JSON.stringify({ ...row, id: 'x'.repeat(100) }))
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(server.budget.taken()).toBe(0)
  })

  it('that never ends takes no room once its client is gone', async () => {
    const server = await start()
    const { hostname, port } = new URL(server.address)
    const socket = connect(Number(port), hostname)
    socket.write(`POST ${inferPath} HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{"inputs`)
    await until('the body is begun', () => server.budget.taken() > 0)
    socket.destroy()
    await until('it is given up', () => server.answers.length > 0)
    expect(server.answers).toEqual(['ClientGone'])
    expect(server.budget.taken()).toBe(0)
  })
})

describe('an answer', () => {
  it.each([
    'gzip',
    'deflate',
  ])('is packed with %s for who asks for it, if it is long', async (coding) => {
    const server = await start({ mostBytes: 100_000, memory: 1_000_000 })
    const many = { name: 'x', datatype: 'FP32', shape: [1_000, 2], data: new Array(2_000).fill(1) }
    const body = JSON.stringify({ inputs: [many] })
    const answer = await ask(server, body, { 'accept-encoding': coding })
    expect(answer.headers.get('content-encoding')).toBe(coding)
    expect(
      ((await answer.json()) as typeof row & { outputs: typeof row.inputs }).outputs[0]?.data,
    ).toHaveLength(2_000)
    const short = await ask(server, JSON.stringify(row), { 'accept-encoding': coding })
    expect(short.headers.get('content-encoding')).toBeNull()
  })

  it('keeps nothing once it is given', async () => {
    const server = await start()
    await (await ask(server, JSON.stringify(row))).text()
    await until('its room', () => server.budget.taken() === 0)
    expect(server.leases()).toBe(0)
  })

  it('takes room until it is read, and finds none where others don’t read theirs', async () => {
    const server = await start({ memory: 30_000_000, mostBytes: 10_000_000 })
    const { hostname, port } = new URL(server.address)
    const values = Buffer.from(new Float32Array(2_000_000).buffer)
    const about = { name: 'x', datatype: 'FP32', shape: [1_000_000, 2] }
    const input = { ...about, parameters: { binary_data_size: values.length } }
    const json = JSON.stringify({ inputs: [input], parameters: { binary_data_output: true } })
    const headers = { 'inference-header-content-length': `${json.length}` }
    const length = json.length + values.length
    const head = `POST ${inferPath} HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\ninference-header-content-length: ${json.length}\r\n\r\n`
    const deaf = Array.from({ length: 2 }, () => {
      const socket = connect(Number(port), hostname)
      socket.pause()
      return socket
    })
    for (const socket of deaf) {
      const before = server.answers.length
      socket.write(head + json)
      socket.write(values)
      await until('its answer', () => server.answers.length > before)
    }
    expect(server.budget.taken()).toBeGreaterThan(15_000_000)
    const body = Buffer.concat([Buffer.from(json), values])
    const refused = await ask(server, new Uint8Array(body), headers)
    expect(refused.status).toBe(429)
    for (const socket of deaf) socket.destroy()
    await until('their room', () => server.budget.taken() === 0)
    expect((await ask(server, new Uint8Array(body), headers)).status).toBe(200)
  })

  it('is not waited for by a client that is gone: the model hears of it', async () => {
    const { promise: heard, resolve } = Promise.withResolvers<unknown>()
    const server = await start({
      run: (_, __, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            resolve(signal.reason)
            reject(signal.reason)
          })
        }),
    })
    const gone = new AbortController()
    const asked = fetch(`${server.address}${inferPath}`, {
      method: 'POST',
      body: JSON.stringify(row),
      signal: gone.signal,
    }).catch(() => 'gone')
    await until('the model is asked', () => server.leases() === 1)
    gone.abort()
    expect([await asked, await heard]).toMatchObject(['gone', { code: 'ClientGone' }])
    await until('nothing is held', () => server.leases() === 0 && server.budget.taken() === 0)
  })

  it('to a bug of ours says nothing of it', async () => {
    const server = await start({ run: () => Promise.reject(new TypeError('a secret')) })
    const answer = await ask(server, JSON.stringify(row))
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
    expect(server.bugs).toMatchObject([{ message: 'a secret' }])
  })

  it('ends its connection once the server is leaving', async () => {
    const server = await start({ isLeaving: () => true })
    expect((await ask(server, JSON.stringify(row))).headers.get('connection')).toBe('close')
  })
})

describe('what isn’t asked as it should be', () => {
  it.each([
    ['GET', '/v2/models/other', 404, 'ModelUnknown'],
    ['POST', '/v2/models/other/infer', 404, 'ModelUnknown'],
    ['GET', '/other', 404, 'PathUnknown'],
    ['GET', inferPath, 405, 'MethodNotAllowed'],
    ['DELETE', '/v2', 405, 'MethodNotAllowed'],
    ['PROPFIND', '/v2', 405, 'MethodNotAllowed'],
    ['QUERY', '/v2/models/echo', 405, 'MethodNotAllowed'],
    ['GET', '/v2/models/%', 400, 'RequestInvalid'],
  ])('%s %s is refused', async (method, path, status, code) => {
    const server = await start()
    const answer = await fetch(`${server.address}${path}`, { method })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(await answer.json()).toMatchObject({ code })
  })

  it('says which methods a path has', async () => {
    const { address } = await start()
    expect((await fetch(`${address}/v2`, { method: 'POST' })).headers.get('allow')).toBe(
      'GET, HEAD',
    )
  })

  it('answers HEAD as GET, without a body', async () => {
    const { address } = await start()
    const answer = await fetch(`${address}/v2`, { method: 'HEAD' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })

  it('may have any content type, or none, or one that is nonsense', async () => {
    const server = await start()
    for (const type of ['text/plain', 'application/octet-stream', ';;', 'a/b; c']) {
      expect((await ask(server, JSON.stringify(row), { 'content-type': type })).status, type).toBe(
        200,
      )
    }
    const body = JSON.stringify(row)
    const answer = await raw(
      server,
      `POST ${inferPath} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
  })

  it.each([
    ['no HTTP', 'nonsense\r\n\r\n', 400],
    ['a head without end', `GET /v2 HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
  ])('is answered though it is %s', async (_, bytes, status) => {
    const answer = await raw(await start(), bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*\\{"error":"RequestInvalid: `))
  })
})
