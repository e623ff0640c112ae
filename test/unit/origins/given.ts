import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { ContenderError, FailureCode } from '../../../src/errors.ts'
import type { Trouble } from '../../../src/origins/download.ts'
import { createOrigins, type OriginPorts } from '../../../src/origins/origins.ts'
import { type PolicySettings, usualPolicy } from '../../../src/origins/policy.ts'
import { type Limits, type Secret, usualLimits } from '../../../src/origins/settings.ts'
import type { Clock } from '../../../src/reconciler/clock.ts'
import { chance } from '../../chance.ts'

/** A folder that is gone after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'contender-origins-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Pauses between tries are over at once, and counted; what waits for the network waits as long as it takes. */
function createHastyClock() {
  const pauses: number[] = []
  const waiting = new Set<symbol>()
  const clock: Clock = {
    now: () => performance.now(),
    wall: () => Date.now(),
    async sleep(ms, signal) {
      if (ms < patient) pauses.push(ms)
      else if (!signal.aborted) await untilAborted(signal)
    },
  }

  function untilAborted(signal: AbortSignal): Promise<void> {
    const id = Symbol('waiting')
    waiting.add(id)
    return new Promise((resolve) => {
      const over = () => {
        waiting.delete(id)
        resolve()
      }
      signal.addEventListener('abort', over, { once: true })
    })
  }

  return { clock, pauses, waiting: () => waiting.size }
}

const patient = 1_000_000

const untimed = {
  connectMs: patient,
  firstByteMs: patient,
  stallMs: patient,
  windowMs: patient,
}

type Given = {
  readonly cache?: string
  readonly limits?: Partial<Limits>
  readonly policy?: Partial<PolicySettings>
  readonly secret?: Secret
} & Partial<OriginPorts>

/** Origins as everybody has them, but that this machine's own addresses are fine, and a seed. */
export function givenOrigins({
  cache = newFolder(),
  limits,
  policy,
  secret,
  ...ports
}: Given = {}) {
  const { clock, pauses, waiting } = createHastyClock()
  const troubles: Trouble[] = []
  const origins = createOrigins(
    {
      cache,
      policy: { ...usualPolicy, loopback: true, ...policy },
      secret,
      limits: { ...usualLimits, ...untimed, ...limits },
    },
    {
      ...{ clock, chance: chance(7), environment: {}, inUse: () => [] },
      trouble: (trouble) => void troubles.push(trouble),
      ...ports,
    },
  )
  const { signal } = new AbortController()
  const fetch = (uri: string, more: { sha256?: string; seen?: string } = {}) =>
    origins.fetch({ uri, ...more }, signal)
  const changeOf = (uri: string, digest: string) => origins.changeOf({ uri, digest }, signal)
  return { origins, fetch, changeOf, cache, troubles, pauses, waiting }
}

/** For what Node has no word for. It throws where the machine doesn't let us. */
export const shell = (line: string) => execFileSync('sh', ['-c', line], { stdio: 'ignore' })

export async function failureOf(promise: Promise<unknown>): Promise<ContenderError> {
  const failure = await promise.then(
    () => expect.fail('it did not fail'),
    (cause) => cause,
  )
  expect(failure).toMatchObject({ name: 'ContenderError' })
  return failure
}

export async function codeOf(promise: Promise<unknown>): Promise<FailureCode> {
  return (await failureOf(promise)).code
}

/** All files in a folder, however deep. */
export const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
