/**
 * `contender serve`, but that it looks at its settings a hundred times a second, and gives up bad origins soon. All else is
 * as it is: node hasty.ts serve …
 */
import { servingIn } from '../../../src/cli/serve-options.ts'
import { serveModels } from '../../../src/server/serving.ts'
import { createLog } from '../../../src/telemetry/log.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort())

const usual = servingIn(process.argv.slice(3), process.env, process.cwd())
const limits = {
  ...usual.origins.limits,
  ...{ connectMs: 500, firstByteMs: 500, stallMs: 500, tries: 3 },
  backoff: { baseMs: 10, capMs: 50, jitter: 0.5 },
}
const serving = { ...usual, followMs: 10, origins: { ...usual.origins, limits } }
const log = createLog({ write: (line) => process.stderr.write(line) })
const say = () => {}
const code = await serveModels(serving, { log, environment: process.env, say }, stop.signal).then(
  () => 0,
  (cause) => {
    log.error({ err: cause }, 'given up')
    return 1
  },
)
process.exit(code)
