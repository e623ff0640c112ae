import { expect, it } from 'vitest'
import { ContenderError, failures } from '../../../src/errors.ts'
import { failureOf } from '../../../src/server/models/failure.ts'
import type { Happening } from '../../../src/server/models/happening.ts'
import { logged, troubled } from '../../../src/server/telling.ts'
import { createLog, type Log } from '../../../src/telemetry/log.ts'

/** The one line that it writes. */
function lineOf(write: (log: Log) => void): Record<string, unknown> {
  const lines: string[] = []
  write(createLog({ write: (line) => void lines.push(line) }))
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '')
}

const failed = (cause: Error): Happening => ({
  ...{ kind: 'Failed', name: 'iris', version: '4', tries: 1, againMs: 812.123456 },
  ...{ ...failureOf(cause), cause },
})

it('has one word for what went wrong, and the way out', () => {
  const cause = new ContenderError('ModelMissing', 'file:///a: there is no such file')
  const line = lineOf((log) => logged(log, failed(cause)))
  expect(line).toMatchObject({
    ...{ event: 'ModelFailed', code: 'ModelMissing', againMs: 812.123, name: 'iris' },
    ...{ detail: 'file:///a: there is no such file', hint: failures.ModelMissing.hint },
  })
  for (const word of ['message', 'said', 'err', 'cause']) expect(line).not.toHaveProperty(word)
})

it('has the stack of what is a bug', () => {
  const line = lineOf((log) => logged(log, failed(new Error('a bug'))))
  expect(line).toMatchObject({ code: 'InternalError', detail: 'a bug', err: { message: 'a bug' } })
})

it('tells the trouble of an origin in the same words', () => {
  const trouble = { uri: 's3://a/b', said: 'answered 503', againInMs: 200.123456 }
  const line = lineOf((log) => troubled(log, trouble))
  expect(line).toMatchObject({ uri: 's3://a/b', detail: 'answered 503', againMs: 200.123 })
  for (const word of ['said', 'againInMs']) expect(line).not.toHaveProperty(word)
  const once = lineOf((log) => troubled(log, { uri: 's3://a/b', said: 'other bytes' }))
  expect(once).not.toHaveProperty('againMs')
})
