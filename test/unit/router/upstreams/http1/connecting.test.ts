import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { attempt } from '../../../../../src/router/forwarding/attempt.ts'
import { usualEjection } from '../../../../../src/router/upstreams/ejection.ts'
import { openEndpoint } from '../../../../../src/router/upstreams/endpoint.ts'
import { asked, startScripted } from './scripted.ts'

/** Listens, and then stands still for ever: two connections are taken by the system, and of more nobody hears anything. */
const program = `
  const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port) + '\\n')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`

/** An address where nothing is refused and nothing is taken, as with a node that vanished without a word. */
async function startSilent(): Promise<string> {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = await once(child.stdout, 'data')
  const taken = [0, 1].map(() => connect(Number(port), '127.0.0.1'))
  onTestFinished(() => {
    for (const socket of taken) socket.destroy()
    child.kill('SIGKILL')
  })
  await Promise.all(taken.map((socket) => once(socket, 'connect')))
  return `127.0.0.1:${Number(port)}`
}

const now = () => performance.now()

/** What comes of one request, and how long that took; the whole process may stand still once it has begun to connect. */
async function cameOf(address: string, timeoutMs: number, stallMs = 0) {
  const endpoint = openEndpoint(address, usualEjection)
  onTestFinished(endpoint.close)
  const began = now()
  const came = await new Promise<string>((resolve) => {
    const streams = () => expect.fail('it is too long')
    const whole = (_: unknown, body: Buffer) => resolve(`${body}`)
    attempt(endpoint, { sending: asked, timeoutMs, now }, { whole, streams, failed: resolve })
    if (stallMs > 0) setImmediate(() => stall(stallMs)) // after that in which it connects
  })
  return { came, tookMs: now() - began }
}

function stall(ms: number): void {
  const until = now() + ms
  while (now() < until);
}

it.skipIf(process.platform !== 'linux')(
  'could not reach who takes no connection after a third of the time, and after a second at most, so that there is some left for another one',
  async () => {
    const silent = await startSilent()
    const second = await cameOf(silent, 60_000)
    expect(second.came).toBe('Unreachable')
    expect(second.tookMs).toBeGreaterThan(990)
    expect(second.tookMs).toBeLessThan(60_000 / 3)
    // Where this process stands still from the third to the end, both are over at once: not ten times in a row.
    const came: string[] = []
    while (came.length < 10 && came.at(-1) !== 'Unreachable')
      came.push((await cameOf(silent, 900)).came)
    expect(came.at(-1)).toBe('Unreachable')
  },
)

it('reaches who has taken the connection while this process stood still for longer than that may take', async () => {
  const server = await startScripted()
  server.tell({ pieces: ['HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'], ends: false })
  const { came, tookMs } = await cameOf(server.address, 1_500, 700)
  expect([came, server.connections()]).toEqual(['ok', 1])
  expect(tookMs).toBeGreaterThan(1_500 / 3)
})

it.skipIf(process.platform !== 'linux')(
  'could not reach who has taken none meanwhile, either',
  async () => {
    const { came } = await cameOf(await startSilent(), 1_500, 700)
    expect(came).toBe('Unreachable')
  },
)
