import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { isForOutcomes } from '../../../../src/router/outcomes/path.ts'
import { ask } from '../../../integration/route/asking.ts'
import { opened, outcome, resultsIn, startOutcomes } from './given.ts'

it.each([
  ...['/v1/outcomes', '/v1/outcomes/', '/v1/outcomes?a=b', '/v1/outcomes/?'],
  ...['http://a.example/v1/outcomes', 'HTTPS://a:1/v1/outcomes?x'],
])('takes %s for outcomes', (url) => expect(isForOutcomes(url)).toBe(true))

it.each([
  ...[undefined, '', '*', '/', '/v1/outcome', '/v1/outcomesx', '/v1/outcomes/x', '/V1/outcomes'],
  ...['/x?/v1/outcomes', '/x/v1/outcomes', 'http://v1/outcomes', 'http:///v1/outcomes', 'http:'],
  ...['a:1', 'ftp://a/v1/outcomes', 'http://a?/v1/outcomes'],
])('takes %s for a prediction', (url) => expect(isForOutcomes(url)).toBe(false))

it('leaves predictions alone', async () => {
  const { address, post, predictions } = await startOutcomes()
  await post(JSON.stringify(outcome(1)))
  expect(predictions).toEqual([])
  const sent = await ask(address, { path: '/v2/models/m/infer?x=/v1/outcomes', body: 'x' })
  expect([`${sent.body}`, predictions]).toEqual([
    'a prediction',
    ['/v2/models/m/infer?x=/v1/outcomes'],
  ])
})

it('ends no body for being longer than that of a prediction may be', async () => {
  const { address, post } = await startOutcomes()
  const body = JSON.stringify(Array.from({ length: 10 }, (_, nth) => outcome(nth)))
  expect(body.length).toBeGreaterThan(1_000)
  expect(resultsIn(await post(body))).toEqual(Array(10).fill('Scored'))
  expect((await ask(address, { path: '/x', body })).status).toBe(413)
})

it('is asked by whoever takes it for a proxy', async () => {
  const { address } = await startOutcomes()
  const body = JSON.stringify(outcome(1))
  const socket = await opened(address)
  socket.write(
    'POST http://router.example/v1/outcomes HTTP/1.1\r\nhost: a\r\nconnection: close\r\n',
  )
  socket.write(`content-length: ${body.length}\r\n\r\n${body}`)
  expect(await text(socket)).toMatch(/^HTTP\/1.1 200 [\s\S]*"result":"Scored"/)
})

it('waits for what is under way when it ends, and lets in nobody else', async () => {
  let answer = () => {}
  const opens = new Promise<void>((resolve) => {
    answer = resolve
  })
  const { post, front } = await startOutcomes({ durable: () => opens })
  const answering = post(JSON.stringify(outcome(1)))
  while ((await front.connections()) === 0) await new Promise((done) => setImmediate(done))
  front.leave()
  let isClosed = false
  const closing = front.close().then(() => {
    isClosed = true
  })
  await new Promise((done) => setImmediate(done))
  expect(isClosed).toBe(false)
  answer()
  const answered = await answering
  expect([answered.status, answered.headers.connection]).toEqual([200, 'close'])
  await closing
})
