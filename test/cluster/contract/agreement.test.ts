import { beforeAll, expect, inject, it } from 'vitest'
import { createAdmission } from '../../../src/admission/admission.ts'
import { crd } from '../../../src/api/crd.ts'
import type { JsonObject } from '../../../src/api/json.ts'
import { chance } from '../../chance.ts'
import { coverageOf } from '../../specs/coverage.ts'
import { jsonText } from '../../specs/json-text.ts'
import { mutants } from '../../specs/mutants.ts'
import { aSoundExperiment } from '../../specs/sound.ts'
import { createClient } from '../client.ts'
import { installCrd } from '../kubectl.ts'
import { askServer, unique, type Verdict } from './server-verdict.ts'

const client = createClient(inject('apiServer'))
const admission = createAdmission(crd)
const seed = Number(process.env['SEED'] ?? 1)
if (!Number.isSafeInteger(seed)) throw new Error('SEED is a whole number')

beforeAll(async () => {
  await installCrd()
})

it(`agrees with the real server on 1,000 sound experiments (seed ${seed})`, async () => {
  const random = chance(seed)
  const sound = Array.from({ length: 1000 }, () => aSoundExperiment(random))
  const { properties, choices, missing } = coverageOf(sound)
  const verdicts = await Promise.all(sound.map(async (object) => compared('sound', object)))
  process.stdout.write(
    `sound: ${properties.join('/')} properties, ${choices.join('/')} enum values; ${verdicts.filter(({ server }) => server.phase === 'accepted').length}/1000 accepted by the server\n`,
  )
  expect(missing).toEqual([])
  expect(verdicts.filter(({ server }) => server.phase !== 'accepted').slice(0, 3)).toEqual([])
  expect(disagreements(verdicts)).toEqual([])
})

it(`agrees with the real server on at least 20 mutants of every rule (seed ${seed})`, async () => {
  const all = mutants(chance(seed), 20)
  const verdicts = await Promise.all(
    all.map(async ({ rule, object, message }) => ({ ...(await compared(rule, object)), message })),
  )
  const rules = new Set(all.map(({ rule }) => rule))
  const refused = verdicts.filter(({ server }) => server.phase !== 'accepted')
  process.stdout.write(
    `mutants: ${all.length} of ${rules.size} rules; ${refused.length} refused by the server\n`,
  )
  for (const rule of rules) {
    const objects = all
      .filter((mutant) => mutant.rule === rule)
      .map(({ object }) => jsonText(object))
    expect(new Set(objects).size, `distinct mutants of ${rule}`).toBeGreaterThanOrEqual(20)
  }
  const silent = verdicts.filter(({ server, message = '' }) => !server.message.includes(message))
  expect(silent.slice(0, 3)).toEqual([])
  expect(verdicts.filter(({ server }) => server.phase === 'accepted').slice(0, 3)).toEqual([])
  expect(disagreements(verdicts)).toEqual([])
})

type Compared = {
  readonly rule: string
  readonly object: JsonObject
  readonly server: Verdict
  readonly ours: Omit<Verdict, 'message'>
}

async function compared(rule: string, object: JsonObject): Promise<Compared> {
  return { rule, object, server: await askServer(client, object), ours: ask(object) }
}

function ask(object: JsonObject): Omit<Verdict, 'message'> {
  const verdict = admission.admit(object, 'Strict')
  if (!('problems' in verdict)) return { phase: 'accepted', paths: [] }
  return { phase: verdict.phase, paths: unique(verdict.problems.map(({ field }) => field)) }
}

/** The first few, each with all that is needed to try it again; and how many there are. */
function disagreements(verdicts: readonly Compared[]): readonly unknown[] {
  const differing = verdicts.filter(({ server, ours }) => !agree(server, ours))
  const shown = differing.slice(0, 5).map(({ rule, server, ours, object }) => ({
    rule,
    server,
    ours,
    object: jsonText(object).slice(0, 4000),
  }))
  return differing.length === 0 ? [] : [`${differing.length} disagreements`, ...shown]
}

function agree(server: Verdict, ours: Omit<Verdict, 'message'>): boolean {
  if (server.phase !== ours.phase) return false
  const isNamed = server.phase !== 'decoding' || server.paths.length > 0
  return !isNamed || server.paths.join() === ours.paths.join()
}
