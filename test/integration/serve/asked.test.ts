import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { digestIn, failureIn, wrongIn } from '../../../src/operator/observing/said.ts'
import { type Answer, createGet } from '../../../src/operator/observing/wire.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { newFolder } from './folder.ts'
import { layerBy, writeLasting } from './lasting.ts'
import { startServing } from './process.ts'

vi.setConfig({ testTimeout: 120_000 })

const model = Buffer.from(writeLasting(layerBy(1), 1))
const digest = createHash('sha256').update(model).digest('hex')
const get = createGet(systemClock)
const { signal } = new AbortController()
const documentOf = (answer: Answer) => ('document' in answer ? answer.document : answer.failed)

/** A server with one model, which should have this digest. */
function served(sha256: string) {
  const { at, put, want } = newFolder()
  put('1.onnx', model)
  put('termination', '')
  want([{ name: 'bikes', uri: `file://${at('1.onnx')}`, sha256 }])
  const own = ['--settings', at('settings'), '--termination-log', at('termination')]
  const serving = startServing([...own, '--patience', '10m'])
  return { serving, termination: () => readFileSync(at('termination'), 'utf8') }
}

it('says to the operator which bytes it serves', async () => {
  const address = await served(digest).serving.ready()
  expect(digestIn(documentOf(await get(`${address}/v2/models/bikes`, signal)))).toBe(
    `sha256:${digest}`,
  )
  expect(wrongIn(documentOf(await get(`${address}/v2/health/ready`, signal)))).toBeUndefined()
})

it('says to the operator why it serves none: while it runs, and when it has ended', async () => {
  const { serving, termination } = served('9f'.repeat(32))
  const address = await serving.listening()
  await serving.told('a model cannot be loaded')
  const asked = documentOf(await get(`${address}/v2/health/ready`, signal))
  expect(wrongIn(asked)).toMatchObject({
    code: 'ModelDigestMismatch',
    detail: expect.stringContaining(`is ${digest}`),
  })
  serving.kill('SIGTERM')
  await serving.exit
  expect(failureIn(termination())).toEqual(wrongIn(asked))
})
