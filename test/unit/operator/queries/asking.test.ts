import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createAsking } from '../../../../src/operator/queries/asking.ts'
import { aPrometheus, type Prometheus, sample, success } from './prometheus.ts'

const never = new AbortController().signal
const open: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

/** What comes of one query, and what the server was asked. */
async function answerOf(
  answer: (response: ServerResponse) => void,
  { query = 'up', path = '', timeoutMs = 5000 } = {},
) {
  const server: Prometheus = await aPrometheus(answer)
  const { ask, close } = createAsking(timeoutMs)
  open.push(close, server.close)
  const said = await ask({ address: `${server.address}${path}`, query }, never)
  return { said, asked: server.asked }
}

const saying =
  (text: string, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text)
  }

describe('one number', () => {
  it.each([
    ['a vector of one', success('vector', [sample('0.93')]), 0.93],
    ['a scalar', success('scalar', [1_762_000_000, '-1.5e-3']), -0.0015],
    ['zero', success('vector', [sample('0')]), 0],
    ['no warnings', success('vector', [sample('2')], { warnings: [] }), 2],
  ])('%s', async (_, text, value) => {
    expect((await answerOf(saying(text))).said).toEqual({ value })
  })
})

describe('no number is an answer that is not known', () => {
  it.each([
    ['NaN', success('vector', [sample('NaN')]), /NaN or infinite/],
    ['+Inf', success('vector', [sample('+Inf')]), /NaN or infinite/],
    ['nothing as text', success('vector', [sample('')]), /NaN or infinite/],
    ['hexadecimal', success('vector', [sample('0x10')]), /NaN or infinite/],
    ['too large', success('vector', [sample('1e999')]), /NaN or infinite/],
    ['an empty vector', success('vector', []), /empty/],
    ['two values', success('vector', [sample('1'), sample('2')]), /2 values/],
    ['a matrix', success('matrix', []), /no instant value/],
    ['what every object has', success('constructor', []), /no instant value/],
    ['a histogram', success('vector', [{ metric: {}, histogram: [1, {}] }]), /no number/],
    ['warnings', success('vector', [sample('1')], { warnings: ['a store is away'] }), /warnings/],
    ['a part', success('vector', [sample('1')], { isPartial: true }), /warnings/],
    ['a number alone', '1', /none of Prometheus/],
    ['no result', success('vector', null), /none of Prometheus/],
    ['a page', '<html>', /none of Prometheus/],
    ['nothing', '', /none of Prometheus/],
  ])('%s', async (_, text, expected) => {
    expect((await answerOf(saying(text))).said).toEqual({
      unknown: expect.stringMatching(expected),
    })
  })

  it.each([
    [
      400,
      JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'secret' }),
      'it has failed: bad_data',
    ],
    [422, JSON.stringify({ status: 'error', errorType: 'a <b>', error: 'x' }), 'it has failed'],
    [503, 'secret', 'it answered 503'],
    [404, success('vector', [sample('1')]), 'it answered 404'],
    [204, '', 'it answered 204'],
  ])('HTTP %i, of which nothing is repeated but Prometheus’ own word', async (status, text, unknown) => {
    expect((await answerOf(saying(text, status))).said).toEqual({ unknown })
  })

  it('a redirect, which is not followed', async () => {
    const { said, asked } = await answerOf((response) =>
      response.writeHead(302, { location: '/elsewhere' }).end(),
    )
    expect(said).toEqual({ unknown: 'it answered 302, and nobody is led elsewhere' })
    expect(asked).toHaveLength(1)
  })

  it.each([
    ['no answer', () => {}],
    ['half of one', (response: ServerResponse) => response.writeHead(200).write('{"status":')],
  ])('%s in time', async (_, answer) => {
    const { said } = await answerOf((response) => void answer(response), { timeoutMs: 100 })
    expect(said).toEqual({ unknown: 'it took longer than 0.1 s' })
  })

  it('an answer that does not end', async () => {
    const { said } = await answerOf((response) =>
      response.end(success('vector', 'x'.repeat(2 ** 20))),
    )
    expect(said).toEqual({ unknown: 'its answer is longer than 256 KiB' })
  })

  it('a line that is cut', async () => {
    const { said } = await answerOf((response) => response.destroy())
    expect(said).toEqual({ unknown: 'it did not answer' })
  })

  it.each([
    ['ftp://example', 'its address is no http:// or https:// one'],
    ['not an address', 'its address is no http:// or https:// one'],
    ['http://user:secret@127.0.0.1:1', 'its address holds credentials, which are not sent'],
    ['http://user@127.0.0.1:1', 'its address holds credentials, which are not sent'],
  ])('%s', async (address, unknown) => {
    const { ask, close } = createAsking()
    open.push(close)
    expect(await ask({ address, query: 'up' }, never)).toEqual({ unknown })
  })

  it('to whoever stops', async () => {
    const server = await aPrometheus(() => stop.abort())
    const stop = new AbortController()
    const { ask, close } = createAsking()
    open.push(close, server.close)
    expect(await ask({ ...server, query: 'up' }, stop.signal)).toEqual({
      unknown: 'it did not answer',
    })
  })
})

describe('what is asked', () => {
  it.each([
    ['', '/api/v1/query?query=up'],
    ['/', '/api/v1/query?query=up'],
    ['/prometheus/', '/prometheus/api/v1/query?query=up'],
    ['/p?tenant=a#b', '/p/api/v1/query?tenant=a&query=up'],
  ])('at %j', async (path, expected) => {
    expect((await answerOf(saying(''), { path })).asked).toEqual([expected])
  })

  it('arrives letter by letter', async () => {
    const query = 'sum(rate(x{a="ü&b=#+ %"}[5m])) > 0'
    const { asked } = await answerOf(saying(''), { query })
    expect(new URL(asked[0] ?? '', 'http://x').searchParams.get('query')).toBe(query)
  })
})
