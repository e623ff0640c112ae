import { expect, it } from 'vitest'
import { endOf } from '../../../../../src/local/kubelet/runs/end.ts'

const seen = { endedMs: 5, lastWords: '', tail: 'a\nb\n', fallsBack: false }

it.each([
  [{ exitCode: 0 }, {}, { reason: 'Completed', exitCode: 0 }],
  [{ exitCode: 3 }, {}, { reason: 'Error', exitCode: 3 }],
  [{ exitCode: 137, signal: 9 }, {}, { reason: 'Error', exitCode: 137, signal: 9 }],
  [
    { exitCode: 134, signal: 6 },
    { tail: 'FATAL ERROR: … JavaScript heap out of memory\n' },
    { reason: 'OOMKilled' },
  ],
  [{ exitCode: 1 }, { tail: 'heap out of memory' }, { reason: 'Error' }], // it only says so
  [{ exitCode: 0 }, { lastWords: 'bye' }, { message: 'bye' }],
  [{ exitCode: 1 }, { lastWords: 'bye', fallsBack: true }, { message: 'bye' }],
  [{ exitCode: 1 }, { fallsBack: true }, { message: 'a\nb\n' }],
])('says how %j with %j ended', (exit, more, expected) =>
  expect(endOf({ ...seen, exit, ...more })).toMatchObject(expected))

it.each([
  [{ exitCode: 0 }, { fallsBack: true }],
  [{ exitCode: 1 }, {}],
])('has no message of %j with %j', (exit, more) =>
  expect(endOf({ ...seen, exit, ...more })).not.toHaveProperty('message'))

it('keeps 80 lines and 2 KiB of what was said last', () => {
  const exit = { exitCode: 1 }
  const many = Array.from({ length: 200 }, (_, n) => `${n}\n`).join('')
  const { message = '' } = endOf({ ...seen, exit, tail: many, fallsBack: true })
  expect(message.split('\n')).toHaveLength(81)
  expect(message.startsWith('120\n')).toBe(true)
  const long = endOf({ ...seen, exit, tail: 'x'.repeat(9999), fallsBack: true })
  expect(long.message).toHaveLength(2048)
})
