import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { writeReceipt } from '../../../../src/routing/receipt.ts'
import { below, chance } from '../../../chance.ts'
import { waitUntil } from '../../../cluster/waiting.ts'
import { k2, typical } from '../../routing/receipts.ts'
import {
  answersIn,
  lines,
  nowMs,
  opened,
  other,
  outcome,
  receipt,
  resultsIn,
  scored,
  startOutcomes,
} from './given.ts'

const text = (sequence: number) => JSON.stringify(outcome(sequence))

it.each<readonly [string, string, string]>([
  ['no JSON', '{"receipt": oops}', 'it is no JSON'],
  ['a number that Python alone knows', `{"receipt":"${receipt(9)}","truth":NaN}`, 'no JSON'],
  ['a zero byte', `${text(9).slice(0, -1)}\u0000}`, 'no JSON'],
  ['two on one line', `${text(9)}${text(9)}`, 'no JSON'],
  ['no object', '"receipt"', 'object with a receipt'],
  ['nothing', 'null', 'object with a receipt'],
  ['a list', '[1]', 'object with a receipt'],
  ['no receipt', '{"truth":"yes"}', 'receipt must be'],
  ['a receipt that is no text', '{"receipt":7}', 'receipt must be'],
  ['a field in other letters', `{"receipt":"${receipt(9)}","Truth":"yes"}`, '"Truth" is no field'],
  ['a field too many', `{"receipt":"${receipt(9)}","time":1}`, '"time" is no field'],
  ['a prototype', `{"receipt":"${receipt(9)}","__proto__":{}}`, '"__proto__" is no field'],
  ['a name without end', `{"${'x'.repeat(9_999)}":1}`, `"${'x'.repeat(64)}" is no field`],
  ['values that are none', `{"receipt":"${receipt(9)}","values":[1]}`, 'values must be an object'],
  ['values that are text', `{"receipt":"${receipt(9)}","values":"1"}`, 'values must be an object'],
  [
    'a truth without ground',
    `{"receipt":"${receipt(9)}","truth":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    'nested at most',
  ],
  [
    'values without ground',
    `{"receipt":"${receipt(9)}","values":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
    'nested at most',
  ],
  ['a truth beyond all numbers', `{"receipt":"${receipt(9)}","truth":1e999}`, '±1.8e308'],
  ['a value beyond all numbers', `{"receipt":"${receipt(9)}","values":{"x":[-1e999]}}`, '±1.8'],
  ['too many bytes', `{"receipt":"${'x'.repeat(65_536)}"}`, 'at most 65536 bytes'],
])('%s costs its own line only', async (_, line, why) => {
  const { post, instance } = await startOutcomes()
  const sent = await post(`${text(1)}\n${line}\n${text(2)}\n`)
  expect(sent.status).toBe(200)
  expect(answersIn(sent)).toEqual([
    scored,
    {
      ...{ result: 'OutcomesInvalid', code: 'OutcomesInvalid', hint: expect.any(String) },
      error: expect.stringContaining(why),
    },
    scored,
  ])
  expect(instance.events()).toEqual({ Scored: 2 })
})

it('takes labels as they are written, and refuses bytes that are no text', async () => {
  const { post, instance } = await startOutcomes()
  const labelled = (sequence: number, truth: string) =>
    JSON.stringify({ ...outcome(sequence, { values: { label: 'größer' } }), truth })
  const sent = await post(
    Buffer.concat([
      Buffer.from(`${labelled(1, 'größer')}\n`),
      Buffer.from(`${labelled(2, 'größer')}\n`, 'latin1'),
      Buffer.from(`${labelled(3, 'gr\ufffd\ufffder')}\n`),
    ]),
  )
  expect(resultsIn(sent)).toEqual(['Scored', 'OutcomesInvalid', 'Scored'])
  const [row] =
    instance
      .look()
      .own.books.flatMap(({ ledgers }) =>
        ledgers.flatMap(({ pages }) => pages.flatMap(({ rows }) => rows)),
      ) ?? []
  expect(row?.sums[0]).toMatchObject({ n: 2, events: 1 })
})

it('takes null for what is not there', async () => {
  const { post } = await startOutcomes()
  const sent = await post(JSON.stringify({ receipt: receipt(1), truth: 'yes', values: null }))
  expect(answersIn(sent)).toEqual([
    { result: 'Scored', scored: ['accuracy'], unscored: [expect.anything()] },
  ])
  const none = await post(JSON.stringify({ receipt: receipt(2), truth: null, values: null }))
  expect(answersIn(none)[0]?.error).toMatch(/accuracy: TruthMissing/)
})

it.each<readonly [string, string]>([
  ['names the prototype', '{"__proto__":{"pnl":1}}'],
  ['names the constructor', '{"constructor":{"pnl":1},"hasOwnProperty":1}'],
])('finds nothing in values that only %s', async (_, values) => {
  const { post } = await startOutcomes()
  const sent = await post(`{"receipt":"${receipt(1)}","truth":"yes","values":${values}}`)
  expect(answersIn(sent)[0]).toMatchObject({ scored: ['accuracy'] })
})

it.each<readonly [string, string]>([
  ['breaks off', `[${text(1)},{"receipt":"a`],
  ['is no JSON', `[${text(1)},{"receipt":oops},${text(2)}]`],
  ['has a comma too many', `[${text(1)},]`],
  ['goes on', `[${text(1)}]${text(2)}`],
  ['has one that is too long', `[${text(1)},{"receipt":"${'x'.repeat(65_536)}"},${text(2)}]`],
])('counts what came before an array %s, and says so', async (_, body) => {
  const { post, instance, counts } = await startOutcomes()
  const sent = await post(body)
  expect(sent.status).toBe(400)
  expect(resultsIn(sent)).toEqual(['Scored', 'OutcomesInvalid'])
  expect(instance.events()).toEqual({ Scored: 1 })
  expect(counts).toEqual({ Scored: 1, OutcomesInvalid: 1 })
  const again = await post(`[${text(1)},${text(2)}]`)
  expect([again.status, resultsIn(again)]).toEqual([200, ['Duplicate', 'Scored']])
})

it('refuses an array that is broken from its first on as a whole', async () => {
  const { post } = await startOutcomes()
  const sent = await post('[{"receipt":oops}]')
  expect(sent.status).toBe(400)
  expect(JSON.parse(`${sent.body}`)).toMatchObject({ code: 'OutcomesInvalid' })
})

it('takes a hundred thousand, and not one more', async () => {
  const { post, instance } = await startOutcomes()
  const body = lines([outcome(1)]).repeat(99_999)
  const sent = await post(`${body}${lines([outcome(3), outcome(4), outcome(5)])}`)
  expect(sent.status).toBe(400)
  const answers = answersIn(sent)
  expect(answers.length).toBe(100_001)
  expect(answers.slice(99_998)).toMatchObject([
    { result: 'Duplicate' },
    { result: 'Scored' },
    { result: 'OutcomesInvalid', error: expect.stringMatching(/at most 100000/) },
  ])
  expect(instance.events()).toMatchObject({ Scored: 2 })
}, 120_000)

it('counts whatever is in one body more than once only once', async () => {
  const { post, instance } = await startOutcomes()
  const random = chance(3)
  const numbers = Array.from({ length: 2_000 }, () => below(random, 300))
  const sent = await post(lines(numbers.map((sequence) => outcome(sequence))))
  const expected = numbers.map((each, nth) =>
    numbers.indexOf(each) === nth ? 'Scored' : 'Duplicate',
  )
  expect(resultsIn(sent)).toEqual(expected)
  const different = new Set(numbers).size
  expect(instance.events()).toEqual({ Scored: different, Duplicate: 2_000 - different })
})

it('honours no receipt that is not its own, and counts why', async () => {
  const { post, instance } = await startOutcomes()
  const sent = await post(
    lines([
      { receipt: receipt(1).replace(/.{4}$/, 'AAAA'), truth: 'yes' },
      { receipt: writeReceipt(typical, k2), truth: 'yes' },
      { receipt: receipt(2, { tag: 7 }), truth: 'yes' },
      { receipt: receipt(3, { exposedAtMs: nowMs - 200 * 3_600_000 }), truth: 'yes' },
      { receipt: '', truth: 'yes' },
    ]),
  )
  expect(sent.status, 'the first').toBe(403)
  expect(resultsIn(sent)).toEqual([
    ...[
      'ReceiptTampered',
      'ReceiptForeign',
      'ReceiptForeign',
      'ReceiptExpired',
      'ReceiptMalformed',
    ],
  ])
  expect(instance.events()).toEqual({
    ...{ ReceiptTampered: 1, ReceiptForeign: 2, ReceiptExpired: 1, ReceiptMalformed: 1 },
  })
})

it('answers the same whatever chunks a body comes in over the wire', async () => {
  const list = [outcome(1), { receipt: 'x' }, outcome(1), { receipt: 7 }, outcome(2), outcome(3)]
  const bodies = [lines(list), JSON.stringify(list, undefined, 1), `${lines(list)}{"receipt":"a`]
  for (const body of bodies) {
    const expected = await (await startOutcomes()).post(body)
    for (let seed = 1; seed <= 8; seed++) {
      const { address } = await startOutcomes()
      const answer = await inChunks(address, Buffer.from(body), chance(seed))
      expect(answer, `seed ${seed}`).toContain(`HTTP/1.1 ${expected.status}`)
      expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe(`${expected.body}`)
    }
  }
})

/** As it comes over the wire, until the other side ends. */
async function inChunks(address: string, body: Buffer, random: () => number): Promise<string> {
  const socket = await opened(address)
  socket.setNoDelay(true)
  socket.write('POST /v1/outcomes HTTP/1.1\r\nhost: a\r\nconnection: close\r\n')
  socket.write('transfer-encoding: chunked\r\n\r\n')
  for (let at = 0; at < body.length; ) {
    const chunk = body.subarray(at, at + 1 + below(random, 200))
    socket.write(`${chunk.length.toString(16)}\r\n`)
    socket.write(chunk)
    socket.write('\r\n')
    at += chunk.length
    if (random() < 0.3) await new Promise(setImmediate)
  }
  socket.write('0\r\n\r\n')
  return `${await buffer(socket)}`
}

it('keeps what it has counted when a client leaves in the middle, and no bytes of it', async () => {
  const { address, instance, budget, post, counts, bugs } = await startOutcomes()
  const all = Array.from({ length: 100 }, (_, sequence) => outcome(sequence))
  const half = `${lines(all.slice(0, 50))}{"receipt":"`
  const socket = await opened(address)
  socket.write('POST /v1/outcomes HTTP/1.1\r\nhost: a\r\ncontent-length: 50000\r\n\r\n')
  socket.write(half)
  const limits = { limitMs: 60_000 }
  const isHalf = () => instance.events()['Scored'] === 50
  await waitUntil(isHalf, { what: 'half of them to be counted', ...limits })
  expect(budget.taken()).toBeGreaterThan(0)
  socket.destroy()
  await waitUntil(() => budget.taken() === 0, { what: 'the bytes to be given back', ...limits })
  expect(counts).toEqual({ ClientGone: 1 })
  const results = resultsIn(await post(lines(all)))
  expect(results.slice(0, 50)).toEqual(Array(50).fill('Duplicate'))
  expect(results.slice(50)).toEqual(Array(50).fill('Scored'))
  expect(bugs).toEqual([])
})

it('goes on over the same connection when it has refused a body in its middle', async () => {
  const { post, front } = await startOutcomes()
  const sent = await post(`[${text(1)},oops,${text(2)},"${'x'.repeat(3_000_000)}"]`)
  expect(sent.status).toBe(400)
  expect((await post(text(2))).status).toBe(200)
  expect(await front.connections()).toBe(1)
})

it('answers those, too, who read nothing before they have sent all', async () => {
  const { address, instance } = await startOutcomes()
  const socket = await opened(address)
  const body = Buffer.concat([Buffer.from(`${text(1)}\n${'1\n'.repeat(100_000)}`), tail])
  socket.pause()
  socket.write(
    `POST /v1/outcomes HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`,
  )
  await new Promise((resolve) => socket.write(body, resolve))
  const answer = await buffer(socket)
  expect(`${answer.subarray(0, 50)}`).toContain('HTTP/1.1 400')
  expect(answer.length, 'more than sockets hold').toBeGreaterThan(10_000_000)
  expect(instance.events()).toEqual({ Scored: 1 })
}, 120_000)

/** More than sockets hold. */
const tail = Buffer.alloc(30_000_000, ' ')

it('knows a receipt of another instance as somebody else’s', async () => {
  const { post, instance } = await startOutcomes()
  const sent = await post(JSON.stringify(outcome(1, { instance: other })))
  expect([sent.status, resultsIn(sent)]).toEqual([503, ['IssuerAway']])
  expect(instance.events()).toEqual({})
})
