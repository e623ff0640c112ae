/**
 * A process that fetches one model, and writes what came of it as a line of JSON:
 * node fetcher.ts CACHE URI [SHA256]
 */
import { writeSync } from 'node:fs'
import { createOrigins } from '../../../src/origins/origins.ts'
import { usualPolicy } from '../../../src/origins/policy.ts'
import { usualLimits } from '../../../src/origins/settings.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'

const [cache = '', uri = '', sha256] = process.argv.slice(2)
const origins = createOrigins(
  { cache, policy: { ...usualPolicy, loopback: true }, limits: usualLimits },
  {
    ...{ clock: systemClock, chance: () => 0, environment: {}, inUse: () => [] },
    trouble: () => {},
  },
)
const { signal } = new AbortController()
const said = await origins
  .fetch({ uri, sha256 }, signal)
  .catch(({ code, message }) => ({ code, message }))
writeSync(1, `${JSON.stringify(said)}\n`)
