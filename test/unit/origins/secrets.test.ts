import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { failureOf, filesIn, givenOrigins, newFolder } from './given.ts'
import { bytesBy, type Fault, startStore } from './store.ts'

const faults: readonly Fault[] = [
  ...[302, 400, 401, 403, 404, 416, 418, 429, 503].map((status) => ({ status })),
  { status: 302, headers: { location: 'http://hush:hush@other.test/?hush' } },
  { status: 302, headers: { location: 'http://hush:hush@' } },
  { status: 403, body: '<Code>SignatureDoesNotMatch</Code><StringToSign>hush</StringToSign>' },
  { headers: { 'content-encoding': 'gzip' } },
  { headers: { 'content-type': 'text/html' } },
  { headers: { 'content-length': '200000' } },
  { cutAfter: 10 },
]

it.each(
  faults,
)('nothing that is told, logged or kept has a secret in it, whatever happens (%j)', async (fault) => {
  const store = await startStore()
  store.files.set('/iris.onnx', { bytes: bytesBy(1, 100_000), etag: '"1"' })
  const folder = newFolder()
  for (const name of ['token', 'password', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
    writeFileSync(join(folder, name), 'hush')
  }
  writeFileSync(join(folder, 'AWS_ACCESS_KEY_ID'), 'id')
  writeFileSync(join(folder, 'AWS_ENDPOINT_URL'), store.at(''))
  const secret = { folder, host: store.at('') }
  for (const uri of [store.at('/iris.onnx?X-Amz-Signature=hush'), 's3://x/iris.onnx']) {
    store.faults.length = 0
    store.faults.push(...Array(2).fill(fault))
    const { fetch, troubles, cache } = givenOrigins({ secret, limits: { tries: 2 } })
    const failure = await failureOf(fetch(uri, { sha256: '0'.repeat(64) }))
    const kept = filesIn(cache).map((name) => name + readFileSync(join(cache, name), 'latin1'))
    expect(inspect([failure, troubles, kept], { depth: 20, showHidden: true })).not.toContain(
      'hush',
    )
    expect(failure.message).toContain(uri.split('?')[0])
  }
  expect(JSON.stringify(store.asked)).toContain('hush') // it was there to be told
})
