import { afterEach, expect, it, vi } from 'vitest'
import type { Settled } from '../../../../src/router/forwarding/predicting.ts'
import { copiedOf } from '../../../../src/router/shadow/copied.ts'
import { type Made, sendCopy } from '../../../../src/router/shadow/copying.ts'
import { createBreaker } from '../../../../src/router/upstreams/breaker.ts'
import { aChallenger, aCourse, anIncoming, c0, shadowed, sound } from './given.ts'

const refused: Settled = { ...sound, code: 'Refused', receipt: undefined }
const broken: Settled = {
  own: { failure: 'Timeout', tookMs: 9, how: 'Normal' },
  ...{ code: 'VariantTimeout', receipt: undefined },
}

type Given = {
  readonly settled?: Settled
  readonly headers?: Readonly<Record<string, string>>
  readonly breaker?: Parameters<typeof aChallenger>[1]
}

afterEach(() => void vi.useRealTimers())

function given({ settled = sound, headers = {}, breaker }: Given = {}) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const challenger = aChallenger(c0, breaker)
  const copied = copiedOf(anIncoming('{"x":1}', headers), aCourse(shadowed()), settled)
  const made: Made[] = []
  let now = 0
  const elapse = (ms: number) => {
    now += ms
    vi.advanceTimersByTime(ms)
  }
  sendCopy(copied, challenger.upstream, { now: () => now, end: (make) => made.push(make()) })
  return { ...challenger, copied, made, elapse }
}

const says = (label: string) => ({ 'x-contender-prediction': JSON.stringify({ label }) })
const failed = (latencyMs: number) => ({ failed: true, latencyMs, values: {} })
const late = Number.POSITIVE_INFINITY

it('a copy comes to what the challenger predicts, and how long it took', () => {
  const { answer, elapse, made } = given()
  elapse(30)
  answer({ headers: says('b') })
  const challenger = { failed: false, latencyMs: 30, values: { label: 'b' } }
  expect(made).toEqual([{ challenger, code: 'Ok' }])
})

it('a copy keeps no more of a prediction than a receipt would', () => {
  const { answer, made } = given()
  answer({ headers: says('x'.repeat(65)) })
  expect(made[0]?.challenger.values.label).toBeUndefined()
})

it.each([
  [500, sound, failed(30), 'ServerError'],
  [503, sound, failed(30), 'ServerError'],
  [429, sound, failed(30), 'ServerError'],
  [400, sound, failed(30), 'Refused'],
  // The request was wrong, or nobody knows whether it was: as in live traffic.
  [400, refused, { failed: false, latencyMs: 30, values: {} }, 'Refused'],
  [400, broken, { failed: false, latencyMs: 30, values: {} }, 'Refused'],
  [302, sound, failed(30), 'Refused'],
])('a %d is of a copy what it would be in live traffic', (status, settled, challenger, code) => {
  const { answer, elapse, made } = given({ settled })
  elapse(30)
  answer({ status, headers: says('b') })
  expect(made).toEqual([{ challenger, code }])
})

it('an answer is slower than anything where it does not come, breaks off or was not asked', () => {
  const hung = given()
  hung.elapse(9_999)
  expect(hung.made).toEqual([])
  hung.elapse(1)
  expect(hung.made).toEqual([{ challenger: failed(late), code: 'Timeout' }])
  hung.answer()
  expect(hung.made.length, 'told once').toBe(1)

  const { answer, made } = given()
  answer({ breaks: true })
  expect(made).toEqual([{ challenger: failed(late), code: 'Broken' }])

  const breaker = createBreaker(() => ({ window: 1, part: 1, openMs: 1_000 }))
  const pass = breaker.pass(0)
  if (pass !== undefined) breaker.ended(pass, 'Failing', 0)
  const open = given({ breaker })
  expect(open.asked).toEqual([])
  expect(open.made).toEqual([{ challenger: failed(late), code: 'CircuitOpen' }])
})

it.each([
  [false, 'Ok', { failed: false, latencyMs: 30, values: { label: 'b' } }],
  [true, 'Broken', failed(late)],
])('an answer that is too long to keep counts as it ends (it breaks: %s)', (breaks, code, challenger) => {
  const { answer, elapse, made } = given()
  elapse(30)
  answer({ headers: says('b'), body: 'x'.repeat(100_000), breaks })
  expect(made).toEqual([{ challenger, code }])
})

it('a copy has as long as the champion had', () => {
  const { elapse, made, asked } = given({ headers: { 'x-contender-timeout-ms': '100' } })
  expect(asked[0]?.headers).toEqual([
    ...['x-contender-timeout-ms', '100', 'x-contender-copy', 'shadow'],
  ])
  elapse(100)
  expect(made).toMatchObject([{ code: 'Timeout' }])
  const patient = given({ headers: { 'x-contender-timeout-ms': '15000' } })
  expect(patient.asked[0]?.headers).toContain('10000')
})

it.each([
  [sound, { failed: false, latencyMs: 5, values: { label: 'a' } }, 41],
  [refused, { failed: false, latencyMs: 5, values: {} }, undefined],
  [broken, failed(late), undefined],
  // What a retry has mended was a failure all the same, and its receipt is honoured.
  [
    { ...sound, own: { failure: 'ServerError', tookMs: 5, how: 'Normal' } } as const,
    { failed: true, latencyMs: 5, values: { label: 'a' } },
    41,
  ],
])('a copy goes with what the champion has made of it', (settled, champion, sequence) => {
  expect(given({ settled }).copied).toMatchObject({ champion, sequence })
})
