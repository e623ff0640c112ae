import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { JsonObject } from '../../../src/api/json.ts'
import { startContender } from '../process.ts'
import { running, secret } from './given.ts'

/** Registers what must be done in the end. */
type AtEnd = (act: () => Promise<void>) => void

/** A folder that goes with the test. */
export function aFolder(atEnd: AtEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'contender-route-'))
  atEnd(async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

type Start = {
  readonly plan: JsonObject
  /** Where it keeps what it has counted. */
  readonly state?: string
  /** Admin addresses of others. */
  readonly siblings?: readonly string[]
  /** Where its keys are mounted; absent, it has the one that tests sign with. */
  readonly keys?: string
  readonly more?: readonly string[]
  readonly atEnd?: AtEnd
}

/** `contender route` as a process of its own, once it listens. */
export async function startRouting({
  plan,
  state,
  siblings = [],
  keys,
  more = [],
  atEnd = onTestFinished,
}: Start) {
  const folder = aFolder(atEnd)
  const [planFile, keysFile] = [join(folder, 'plan.json'), join(folder, 'keys.json')]
  writeFileSync(planFile, JSON.stringify(plan))
  writeFileSync(keysFile, JSON.stringify({ k1: secret.toString('base64') }))
  const any = '127.0.0.1:0'
  const args = [
    ...['route', '--plan', planFile, '--keys', keys ?? keysFile, '--listen', any, '--admin', any],
    ...(state === undefined ? [] : ['--state', state]),
    ...siblings.flatMap((address) => ['--siblings', address]),
    ...more,
  ]
  const { told, ...process } = startContender(args, { atEnd })
  const { address, admin } = await told('listening')
  const router = { ...process, ...running(`${address}`, `${admin}`) }
  return { ...router, adminPort: `${admin}`.replace('http://', '') }
}

export type RouterProcess = Awaited<ReturnType<typeof startRouting>>
