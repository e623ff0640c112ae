import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitUntil } from '../waiting.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { startControlPlane } from './control-plane.ts'
import { freePorts } from './ports.ts'
import { serversIn } from './state-folders.ts'

const binaries = await findBinaries()
let scratch = ''

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'api-tier-test-'))
})

afterAll(() => rm(scratch, { recursive: true, force: true }))

// The somebody accepts connections and never says a word.
test.skipIf('unavailable' in binaries)(
  'a port that somebody else has taken is given up for another',
  async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const taken = typeof address === 'object' && address !== null ? address.port : 0
    let asked = 0
    // The first answer for etcd and the first for the API server are both wrong.
    const ports = async (count: number) => {
      asked += 1
      return asked % 2 === 1 ? Array.from({ length: count }, () => taken) : freePorts(count)
    }
    const folder = await mkdtemp(join(scratch, 'ports-'))
    const signal = AbortSignal.timeout(50_000)
    const plane = await startControlPlane({ folder, programs: programs(), signal, ports })
    try {
      expect(asked).toBeGreaterThanOrEqual(4)
      expect(new URL(plane.url).port).not.toBe(String(taken))
    } finally {
      await plane.stop()
      other.close()
    }
  },
)

test.skipIf('unavailable' in binaries)('a start that is called off leaves no server', async () => {
  const folder = await mkdtemp(join(scratch, 'called-off-'))
  const off = new AbortController()
  const starting = startControlPlane({ folder, programs: programs(), signal: off.signal })
  const both = async () => (await serversIn(folder)).length === 2
  await waitUntil(both, { what: 'both servers', limitMs: 20_000, everyMs: 5 })
  off.abort()
  await expect(starting).rejects.toThrow()
  expect(await serversIn(folder)).toEqual([])
})

function programs(): Binaries {
  if ('unavailable' in binaries) throw new Error(binaries.unavailable)
  return binaries
}
