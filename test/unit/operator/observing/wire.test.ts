import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createGet } from '../../../../src/operator/observing/wire.ts'
import { systemClock } from '../../../../src/reconciler/clock.ts'
import { createHands } from '../../../hands.ts'

const { signal } = new AbortController()

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it.each([
  ['JSON', 200, '{"a":1}', { a: 1 }],
  ['words', 405, 'no', 'no'],
  ['nothing', 503, '', ''],
])('brings any answer: %s', async (_, status, body, document) => {
  const url = await serving((_asked, answer) => answer.writeHead(status).end(body))
  expect(await createGet(systemClock)(url, signal)).toEqual({ status, document })
})

it('goes nowhere else', async () => {
  let isAsked = false
  const other = await serving((_asked, answer) => {
    isAsked = true
    answer.end('secret')
  })
  const url = await serving((_asked, answer) => answer.writeHead(302, { location: other }).end())
  expect(await createGet(systemClock)(url, signal)).toMatchObject({ status: 302 })
  expect(isAsked).toBe(false)
})

it('reads no more of an answer than it can be worth', async () => {
  let wrote = 0
  const url = await serving((_asked, answer) => {
    const more = () => {
      while (wrote < 1e9 && !answer.destroyed && answer.write('x'.repeat(65_536))) wrote += 65_536
    }
    answer.on('drain', more)
    more()
  })
  expect(await createGet(systemClock)(url, signal)).toMatchObject({ status: 200 })
  expect(wrote).toBeLessThan(64 * 1024 * 1024)
})

it('waits two seconds, and no longer', async () => {
  const hands = createHands()
  const heard = Promise.withResolvers<void>()
  const url = await serving(() => heard.resolve()) // and nothing more is said
  const answer = createGet(hands)(url, signal)
  await heard.promise
  await hands.turn(2001)
  expect(await answer).toEqual({ failed: 'no answer within 2 s' })
})

it('says why there was no answer', async () => {
  expect(await createGet(systemClock)('http://127.0.0.1:1/', signal)).toEqual({
    failed: 'connect ECONNREFUSED 127.0.0.1:1',
  })
})

it('ends with whoever asked', async () => {
  const over = new AbortController()
  const url = await serving(() => over.abort(new Error('the pass is over')))
  await expect(createGet(systemClock)(url, over.signal)).rejects.toThrow('the pass is over')
})
