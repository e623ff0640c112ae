import { deflateSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { waitUntil } from '../../../cluster/waiting.ts'
import { answersIn, lines, opened, outcome, resultsIn, startOutcomes } from './given.ts'

const some = lines(Array.from({ length: 500 }, (_, sequence) => outcome(sequence)))

it.each<readonly [string, (body: Buffer) => Buffer]>([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  [' GZIP', gzipSync],
  ['deflate', deflateSync],
  ['identity', (body) => body],
  ['', (body) => body],
])('reads a body that is coded as «%s»', async (coding, packed) => {
  const { post } = await startOutcomes()
  const sent = await post(packed(Buffer.from(some)), { 'content-encoding': coding })
  expect(resultsIn(sent)).toEqual(Array(500).fill('Scored'))
})

it('reads a body that was packed in parts', async () => {
  const { post } = await startOutcomes()
  const parts = [some.slice(0, 777), some.slice(777)].map((part) => gzipSync(part))
  const sent = await post(Buffer.concat(parts), { 'content-encoding': 'gzip' })
  expect(resultsIn(sent)).toEqual(Array(500).fill('Scored'))
})

it.each(['br', 'gzip, gzip', '__proto__'])('refuses «%s»', async (coding) => {
  const { post, counts, instance } = await startOutcomes()
  const sent = await post(some, { 'content-encoding': coding })
  expect(sent.status).toBe(415)
  expect(counts).toEqual({ EncodingUnsupported: 1 })
  expect(instance.events()).toEqual({})
})

it('refuses what is not packed as it says', async () => {
  const { post } = await startOutcomes()
  const sent = await post(some, { 'content-encoding': 'gzip' })
  expect(sent.status).toBe(400)
  expect(JSON.parse(`${sent.body}`).error).toMatch(/^OutcomesInvalid: the body is not gzip/)
})

it('counts what came before a packed body breaks off, and says so', async () => {
  const { post } = await startOutcomes()
  const packed = gzipSync(some)
  const sent = await post(packed.subarray(0, packed.length - 5_000), { 'content-encoding': 'gzip' })
  expect(sent.status).toBe(400)
  const results = resultsIn(sent)
  expect(results.length).toBeGreaterThan(100)
  expect(new Set(results.slice(0, -1))).toEqual(new Set(['Scored']))
  expect(answersIn(sent).at(-1)?.error).toMatch(/not gzip: unexpected end/)
})

it('gives everything back when a client leaves in the middle of a packed body', async () => {
  const { address, budget, counts, bugs } = await startOutcomes()
  const socket = await opened(address)
  socket.write('POST /v1/outcomes HTTP/1.1\r\nhost: a\r\ncontent-length: 50000\r\n')
  socket.write('content-encoding: gzip\r\n\r\n')
  socket.write(gzipSync(some).subarray(0, 1_000))
  const limits = { limitMs: 60_000 }
  await waitUntil(() => budget.taken() > 0, { what: 'the request to begin', ...limits })
  socket.destroy()
  await waitUntil(() => budget.taken() === 0, { what: 'the bytes to be given back', ...limits })
  expect([counts, bugs]).toEqual([{ ClientGone: 1 }, []])
})

/** Of so many times 16 MiB. */
const bomb = (text: string, parts: number) =>
  Buffer.concat(Array(parts).fill(gzipSync(text.repeat(2 ** 24 / text.length))))

it.each<readonly [string, Buffer, RegExp]>([
  ['blank lines', bomb('\n', 3), /lines are blank/],
  ['one blank line', bomb(' ', 5), /more than 67108864 bytes/],
  ['zeros', bomb('\u0000', 5), /more than 67108864 bytes/],
  ['an array of blanks', Buffer.concat([gzipSync('['), bomb(' ', 5)]), /67108864 bytes/],
  ['an array of brackets', bomb('[', 5), /67108864 bytes/],
  ['lines that are none', bomb('{\n', 3), /at most 100000/],
])(
  'stops reading %s that a few bytes are unpacked to',
  async (_, packed, why) => {
    const { post, budget } = await startOutcomes()
    let most = 0
    const looking = setInterval(() => {
      most = Math.max(most, budget.taken())
    }, 1)
    const sent = await post(packed, { 'content-encoding': 'gzip' }).finally(() =>
      clearInterval(looking),
    )
    expect(sent.status).toBe(400)
    expect(answersIn(sent).at(-1)?.error).toMatch(why)
    expect(most, 'kept meanwhile').toBeLessThan(4 * 2 ** 20)
    expect(budget.taken()).toBe(0)
  },
  120_000,
)
