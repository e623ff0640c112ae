import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { usualLimits } from '../../../src/origins/settings.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { createHands, type Hands } from '../../hands.ts'
import { givenOrigins } from './given.ts'
import { bytesBy, digestOf, type Store, startStore } from './store.ts'

const model = bytesBy(1, 400_000)

let store: Store
let uri: string
let hands: Hands
beforeEach(async () => {
  store = await startStore()
  store.files.set('/iris.onnx', { bytes: model, etag: '"1"' })
  uri = store.at('/iris.onnx')
  hands = createHands(() => sleep(5)) // what an alarm sets off needs the loop for some turns
})

/** Turns the clock until it is over, a second at a time, as soon as somebody waits for it. */
async function whatComesOf<T>(promise: Promise<T>, most: number): Promise<T> {
  let isOver = false
  const over = promise.finally(() => {
    isOver = true
  })
  over.catch(() => {})
  for (let s = 0; s < most && !isOver; s++) {
    await waitUntil(() => isOver || hands.sleepers() > 0, {
      what: 'a wait',
      limitMs: 30_000,
      everyMs: 1,
    })
    await hands.turn(1000)
  }
  expect(isOver, `after ${most} s`).toBe(true)
  return over
}

const { connectMs, firstByteMs, stallMs, windowMs, leastBytes } = usualLimits
const timed = () => {
  const limits = { connectMs, firstByteMs, stallMs, windowMs, tries: 1 }
  return givenOrigins({ clock: hands, limits })
}

it.each([
  ['accepts and says nothing', -1, 'no answer within 30 s', 35],
  ['stops in the middle', 200_000, 'nothing more came within 20 s', 60],
])('gives up an origin that %s', async (_, stallAfter, said, most) => {
  store.faults.push({ stallAfter })
  const fetched = timed().fetch(uri)
  await expect(whatComesOf(fetched, most)).rejects.toMatchObject({
    code: 'ModelUnreachable',
    message: `${uri}: tried once in vain: ${said}`,
  })
  await expect.poll(store.connections).toBe(0)
  expect(hands.sleepers()).toBe(0)
})

it('gives up an origin where no connection comes about, and a look-up that never ends', async () => {
  const limits = { connectMs, tries: 1 }
  const lookup = () => new Promise<never>(() => {})
  const fetched = givenOrigins({ clock: hands, limits, lookup }).fetch('http://models.test/a.onnx')
  await expect(whatComesOf(fetched, 12)).rejects.toThrow('no connection within 10 s')
  expect(hands.sleepers()).toBe(0)
})

it('gives up an origin that accepts, and never begins with TLS', async () => {
  const { createServer } = await import('node:net')
  const silent = createServer((socket) => void socket.resume().on('error', () => {}))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : 0
  const fetched = timed().fetch(`https://127.0.0.1:${port}/iris.onnx`)
  await expect(whatComesOf(fetched, 12)).rejects.toThrow('no connection within 10 s')
  await new Promise((resolve) => silent.close(resolve)) // no connection is left that would keep it open
})

describe('an origin that trickles', () => {
  /** So many bytes every second, by the clock that is turned. */
  async function trickle(bytesPerS: number, most: number) {
    const { createServer } = await import('node:http')
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': model.length, etag: '"1"' })
      let sent = 0
      const timer = setInterval(() => {
        const due = Math.floor(hands.now() / 1000) * bytesPerS
        if (due > sent) response.write(model.subarray(sent, due))
        sent = Math.max(sent, due)
      }, 1)
      response.on('close', () => clearInterval(timer))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    try {
      return await whatComesOf(timed().fetch(`http://127.0.0.1:${port}/iris.onnx`), most)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  it('is given up although it never stops', async () => {
    await expect(trickle(100, 90)).rejects.toThrow(/only \d+ bytes came in 6\d(\.\d+)? s/)
  })

  it('is borne as long as it is fast enough', async () => {
    const enough = Math.ceil((leastBytes / windowMs) * 1000 * 1.2)
    const { digest } = await trickle(enough * 2, 400)
    expect(digest).toBe(digestOf(model))
  })
})

describe('whoever aborts', () => {
  const reason = new Error('as it was wished')

  it.each([
    ['before it begins', {}, 0],
    ['while nothing is said', { stallAfter: -1 }, 1],
    ['in the middle of the bytes', { stallAfter: 200_000 }, 1],
    ['in a pause', { status: 503 }, 1],
  ])('%s hears of it at once, and nothing is left', async (_, fault, asked) => {
    store.faults.push(fault)
    const abort = new AbortController()
    if (asked === 0) abort.abort(reason)
    const { origins } = timed5()
    const fetched = origins.fetch({ uri }, abort.signal)
    fetched.catch(() => {})
    await waitUntil(() => store.asked.length === asked, { what: 'a request', limitMs: 30_000 })
    if (asked > 0) await waitUntil(() => hands.sleepers() > 0, { what: 'a wait', limitMs: 30_000 })
    abort.abort(reason)
    await expect(fetched).rejects.toBe(reason)
    expect(hands.sleepers()).toBe(0)
    await expect.poll(store.connections).toBe(0)
    expect(store.asked).toHaveLength(asked)
  })

  const timed5 = () => givenOrigins({ clock: hands, limits: { connectMs, firstByteMs, stallMs } })
})
