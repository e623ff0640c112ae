import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type How, type Running, startContender } from '../process.ts'

export type Serving = Running & {
  /** Where it listens, once it does. */
  readonly listening: () => Promise<string>
  /** The same, once all models are there. */
  readonly ready: () => Promise<string>
}

/** As `contender`, but quicker to see that its settings are others, and that an origin is bad. */
export const hasty = 'test/integration/serve/hasty.ts'

/** `contender serve …` as a process of its own, on a free port and with a cache of its own, which ends with the test. */
export function startServing(args: readonly string[], how: How = {}): Serving {
  const { atEnd = onTestFinished } = how
  const cache = mkdtempSync(join(tmpdir(), 'contender-serve-'))
  atEnd(async () => rmSync(cache, { recursive: true, force: true }))
  const own = ['serve', '--listen', '127.0.0.1:0', '--cache', cache]
  const running = startContender([...own, ...args], how)
  const addressIn = async (msg: string) => `${(await running.told(msg))['address']}`
  return {
    ...running,
    listening: () => addressIn('listening'),
    ready: () => addressIn('ready'),
  }
}
