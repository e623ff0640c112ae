/** `machine.ts FOLDER MANIFEST`: what `contender run --state` is, but for pods that wait less before they are begun again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '../../../src/local/cluster.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'

const [folder = '', manifest = ''] = process.argv.slice(2)
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
const cluster = await startCluster({
  ...{ folder, isKept: true, clock: systemClock, chance: Math.random },
  images: { 'web:1': { command: [process.execPath, join(import.meta.dirname, 'web.ts')] } },
  settings: { backOff: { baseMs: 50, capMs: 200, forgivenMs: 600_000 } },
  note: () => {},
  trouble: (where, cause) => {
    if (cause !== undefined) process.stderr.write(`${where}: ${cause}\n`)
  },
})
await cluster.apply(JSON.parse(readFileSync(manifest, 'utf8')))
process.stdout.write('ready\n')
await cluster.run(stop.signal).finally(cluster.close)
