import { expect, it } from 'vitest'
import { fillDefaults } from '../../../../src/admission/nulls-and-defaults.ts'
import { type ExperimentSpec, specSchema } from '../../../../src/api/experiment.ts'
import type { Tally } from '../../../../src/evidence/tally.ts'
import type { Case } from '../../../../src/plan/looking/case.ts'
import { caseDigest } from '../../../../src/plan/looking/case-digest.ts'
import { caseOf } from '../../../../src/plan/looking/case-of.ts'
import { countsIn } from '../../../../src/plan/looking/counts.ts'
import { judgementOf } from '../../../../src/plan/looking/look.ts'
import { observedShares } from '../../../../src/plan/looking/observed-shares.ts'
import { plannedN } from '../../../../src/plan/looking/planned.ts'
import { riseWaitsFor } from '../../../../src/plan/looking/rise.ts'
import { validationPower } from '../../../../src/plan/looking/validation-power.ts'
import type { Epoch } from '../../../../src/plan/record/record.ts'
import { below, chance } from '../../../chance.ts'
import { aSoundExperiment } from '../../../specs/sound.ts'
import { all, aTally, bytes, counted, travelled } from '../../evidence/given.ts'
import { happenings } from '../../evidence/stream.ts'
import { aChallenger, anEpoch, aRound, countedIn, fresh, hourMs, old, startMs } from './given.ts'

const cases = Number(process.env['CASES'] ?? 40)
const seeds = Array.from({ length: cases }, (_, i) => 700 + i)

/** Any sound experiment at any moment of any contest, with whatever its routers and those of another plan have counted. */
function anything(seed: number): {
  readonly spec: ExperimentSpec
  readonly asked: Case
  readonly tallies: readonly Tally[]
} {
  const random = chance(seed)
  const one = <T>(choices: readonly T[]): T => choices[below(random, choices.length)] as T
  const sound = fillDefaults(aSoundExperiment(random)['spec'] ?? {}, specSchema)
  const spec = sound as unknown as ExperimentSpec
  const contest = one(['Comparing', 'Comparing', 'Shadowing', 'Validating'] as const)
  const challengers = [
    aChallenger({ attempt: 1 + below(random, 3) }),
    aChallenger({
      key: 'other@00000000',
      name: 'other',
      ...(random() < 0.5 && { out: { because: 'harm', atMs: 0 } }),
    }),
  ].slice(0, below(random, 3))
  const epochs = [1, 2, 3, 17].slice(0, below(random, 5)).map((epoch): Epoch => {
    const champion = contest === 'Validating' ? fresh : old
    const shares = [{ variant: champion === old ? fresh : old, from: 0, to: one([0, 0.1, 0.5, 1]) }]
    return anEpoch(epoch, 0, {
      champion,
      shares,
      contest: one([contest, contest, 'Serving'] as const),
    })
  })
  const asked = caseOf({
    ...{ spec, contest, elapsedMs: one([0, 1, 12 * hourMs, 999 * hourMs]), memory: undefined },
    round: aRound({ challengers, epochs, slices: { startMs, lengthMs: one([1000, hourMs]) } }),
    nowMs: startMs + one([0, 1, 20, 60, 500]) * hourMs,
    queries: Object.fromEntries(
      (spec.metrics ?? []).map(({ name }) => [
        name,
        one([{ value: 0.5 }, { value: Number.NaN }, { unknown: 'slow' }]),
      ]),
    ),
  })
  return { spec, asked, tallies: talliesOf(spec, seed) }
}

function talliesOf(spec: ExperimentSpec, seed: number): readonly Tally[] {
  const own = aTally('00000000000000aa')
  const foreign = aTally('00000000000000bb')
  const plans = [own.under(countedIn(spec)), foreign.under(counted(all))]
  for (const [i, happens] of happenings(seed, 400).entries()) {
    const counting = plans[i % plans.length]
    if (counting !== undefined) happens(counting)
  }
  const tallies = [own, foreign].map((tally) => travelled(tally.take(startMs + 30 * hourMs)))
  return tallies.slice(0, seed % 3)
}

it.each(
  seeds,
)('whatever is asked of whatever was counted has an answer, the same each time: seed %i', (seed) => {
  const { spec, asked, tallies } = anything(seed)
  const judgement = judgementOf(asked, tallies)
  expect(bytes(judgementOf(travelled(asked), travelled(tallies)))).toBe(bytes(judgement))
  expect(bytes(judgementOf(asked, [...tallies].reverse()))).toBe(bytes(judgement))
  expect(caseDigest(travelled(asked), [...tallies].reverse())).toBe(caseDigest(asked, tallies))
  expect(bytes(travelled(judgement.memory))).toBe(bytes(judgement.memory))
  // And again, with what was remembered.
  const later = judgementOf({ ...asked, memory: travelled(judgement.memory) }, tallies)
  expect(later.verdict.reason.length).toBeLessThanOrEqual(500)

  expect(bytes(countsIn(asked, tallies))).not.toMatch(/NaN|null/)
  expect(bytes(observedShares(asked, tallies) ?? {})).not.toMatch(/NaN|null/)
  expect(['string', 'undefined']).toContain(typeof riseWaitsFor(asked, judgement))
  const n = plannedN(spec)
  expect(n).toBe(Math.min(1_000_000, Math.max(1, Math.ceil(n))))
})

it.each(seeds.slice(0, 8))('nor does a validation of anything throw: seed %i', (seed) => {
  const { asked, tallies } = anything(seed)
  for (const { sentence } of validationPower(asked, tallies, {
    winner: fresh,
    durationMs: hourMs,
    holdback: 0.1,
  }))
    expect(sentence).not.toMatch(/NaN|undefined/)
})
