import { describe, expect, it } from 'vitest'
import type { ExperimentSpec } from '../../../../src/api/experiment.ts'
import type { Tally } from '../../../../src/evidence/tally.ts'
import type { Looking } from '../../../../src/plan/looking/case-of.ts'
import { judgementOf, lookOf } from '../../../../src/plan/looking/look.ts'
import { riseWaitsFor } from '../../../../src/plan/looking/rise.ts'
import type { Question } from '../../../../src/stats/decision/question.ts'
import { metrics as kinds } from '../../evidence/given.ts'
import {
  aCase,
  aChallenger,
  accuracy,
  anEpoch,
  aRound,
  aSpec,
  fresh,
  heat,
  hourMs,
  old,
  slow,
  startMs,
} from './given.ts'
import { better, good, round } from './rounds.ts'

const agreement = { name: 'agreement', kind: 'Agreement', role: 'Guardrail', limit: '0.8' } as const
const pnl = {
  ...kinds.pnl,
  role: 'Guardrail',
  goal: 'Increase',
  margin: { absolute: '1' },
} as const
const clip: [string, string] = ['-50', '50']
const metrics: ExperimentSpec['metrics'] = [accuracy, agreement, { ...pnl, clip }, heat]
const shadow = { percent: 100, minimumDuration: '6h' }
const traffic = aSpec().traffic
const steps = [{ percent: 50 }]
const specs = {
  canary: aSpec({ metrics, traffic }),
  shadowFirst: aSpec({ metrics, traffic: { ...traffic, shadow, canary: { steps } } }),
  shadowAlone: aSpec({ metrics, traffic: { ...traffic, shadow } }),
}

const questionsOf = (given: Partial<Looking>, tallies: readonly Tally[] = []) =>
  lookOf(aCase(given), tallies).trials.flatMap(({ questions }) => questions)
const asked = (questions: readonly Question[]) =>
  Object.fromEntries(
    questions.map(({ metric, role, observed }) => [metric, `${role} ${observed.of}`]),
  )

const defaults = { 'default-errors': 'Guardrail Split', 'default-latency': 'Guardrail Latencies' }
const defaultPairs = {
  'default-errors': 'Guardrail Pairs',
  'default-latency': 'Guardrail LatencyPairs',
}

describe('what is asked', () => {
  it.each([
    [
      'in a comparison',
      { spec: specs.canary },
      {
        accuracy: 'Objective Split',
        pnl: 'Guardrail Split',
        heat: 'Guardrail Reported',
        ...defaults,
      },
    ],
    [
      'of a shadow alone',
      { spec: specs.shadowAlone, contest: 'Shadowing' },
      {
        accuracy: 'Objective Pairs',
        agreement: 'Guardrail Pairs',
        heat: 'Guardrail Reported',
        ...defaultPairs,
      },
    ],
    [
      'of a shadow that comes first',
      { spec: specs.shadowFirst, contest: 'Shadowing' },
      { agreement: 'Guardrail Pairs', heat: 'Guardrail Reported', ...defaultPairs },
    ],
    [
      'after a promotion',
      { spec: specs.canary, contest: 'Validating' },
      { accuracy: 'Info Split', pnl: 'Guardrail Split', heat: 'Guardrail Reported', ...defaults },
    ],
  ] as const)('%s', (_, given, expected) => {
    expect(asked(questionsOf(given))).toEqual(expected)
  })

  it('is asked of everybody who is still in, with what it must clear', () => {
    const out = { because: 'harm', atMs: 0 }
    const third = aChallenger({ key: 'third@00000000', name: 'third', attempt: 2 })
    const challengers = [aChallenger({ out }), third]
    const look = lookOf(aCase({ round: aRound({ challengers }), spec: specs.canary }), [])
    expect(look).toMatchObject({ entered: 2, trials: [{ challenger: third.key, attempt: 2 }] })
    expect(look.trials[0]?.questions[1]).toMatchObject({
      ...{ meaning: 'mean of /pnl', goal: 'Increase', margin: { absolute: 1 } },
      observed: { range: { low: -50, high: 50 } },
    })
  })

  it.each([
    [{ kind: 'LogLoss' }, { low: 0, high: -Math.log(0.001) }],
    [{ kind: 'Brier' }, { low: 0, high: 2 }],
    [
      { kind: 'Brier', positiveLabel: 'yes' },
      { low: 0, high: 1 },
    ],
    [
      { kind: 'MAE', largestError: '30' },
      { low: 0, high: 30 },
    ],
    [
      { kind: 'RMSE', largestError: '30' },
      { low: 0, high: 900 },
    ],
    [
      { kind: 'R2', largestError: '30' },
      { low: 0, high: 900 },
    ],
    [{ kind: 'MAE' }, undefined],
  ] as const)('knows in which range %j lies', (given, range) => {
    const metric = { name: 'm', role: 'Objective', outcomeDelay: '1h', ...given } as const
    expect(questionsOf({ spec: aSpec({ metrics: [metric] }) })[0]?.observed).toHaveProperty(
      'range',
      range,
    )
  })
})

describe('a shadow that comes first', () => {
  const given = { contest: 'Shadowing', epochs: [anEpoch(1, 0, { contest: 'Shadowing' })] } as const
  const spec = aSpec({ metrics: [accuracy, slow], traffic: specs.shadowFirst.traffic })

  it('promotes nobody, however good, and says so', () => {
    const { verdict } = round({ ...given, spec, challenger: better, seed: 1 }).judgement
    expect(verdict).toMatchObject({ says: 'Continue', reason: 'no harm is proven so far' })
  })

  it('stops the round where copies fail', () => {
    const failing = { ...better, timeouts: 1 }
    const { verdict } = round({ ...given, spec, challenger: failing, seed: 1 }).judgement
    expect(verdict).toMatchObject({ says: 'RollBack', challenger: fresh })
  })
})

describe('a validation', () => {
  const shares = [{ variant: old, from: 0, to: 0.1 }]
  const epochs = [anEpoch(1, 0.9, { contest: 'Validating', champion: fresh, shares })]
  const spec = aSpec({ metrics: [accuracy, slow] })
  // Who is new has nine tenths; who counts it does not know the roles.
  const { tallies } = round({
    spec,
    challenger: better,
    champion: good,
    epochs: [anEpoch(1, 0.9)],
    seed: 3,
  })
  const look = (elapsedMs: number) =>
    judgementOf(
      aCase({
        ...{ spec, contest: 'Validating', elapsedMs, nowMs: startMs + 16 * hourMs },
        round: aRound({ epochs }),
      }),
      tallies,
    )

  it('promotes and retains nobody by the objective, and shows its interval', () => {
    const { verdict, rows } = look(hourMs)
    expect(verdict).toMatchObject({ says: 'Continue', rule: 'Undecided' })
    expect(rows[0]).toMatchObject({ metric: 'accuracy', role: 'Info', challenger: fresh })
    expect(rows[0]?.low).toBeGreaterThan(0)
  })

  it('is over when its time is up', () => {
    expect(look(48 * hourMs).verdict).toMatchObject({
      ...{
        says: 'Inconclusive',
        rule: 'OutOfTime',
        reason: 'the time is up, and no harm is proven',
      },
    })
  })
})

describe('a query', () => {
  const spec = aSpec({ metrics: [{ ...accuracy, outcomeDelay: '1h' }, slow, heat] })
  const { tallies } = round({ spec, challenger: better, seed: 5 })
  const at = { elapsedMs: 16 * hourMs, nowMs: startMs + 16 * hourMs, spec }
  const look = (queries: Looking['queries']) => {
    const asked = aCase({ ...at, queries })
    const judgement = judgementOf(asked, tallies)
    return { verdict: judgement.verdict, rise: riseWaitsFor(asked, judgement) }
  }

  it('within its limit stands in nobody’s way', () => {
    expect(look({ heat: { value: 0.5 } }).verdict).toMatchObject({ says: 'Promote' })
    expect(look({ heat: { value: 0.9 } }).verdict).toMatchObject({ says: 'Promote' })
  })

  it('that is unknown promotes nobody, and is no harm', () => {
    const { verdict, rise } = look({ heat: { unknown: 'Prometheus took longer than 5 s' } })
    expect(verdict).toMatchObject({ says: 'Continue' })
    expect(rise).toBe('heat: Prometheus took longer than 5 s')
  })

  it('beyond its limit sends home whoever is there', () => {
    const { verdict } = look({ heat: { value: 0.91 } })
    expect(verdict).toMatchObject({ says: 'RollBack', rule: 'LimitBroken', challenger: fresh })
  })
})

describe('shares', () => {
  const spec = aSpec({ metrics: [accuracy, slow] })
  const at = { elapsedMs: 16 * hourMs, nowMs: startMs + 16 * hourMs, spec }
  const rise = (tallies: readonly Tally[]) => {
    const asked = aCase(at)
    return riseWaitsFor(asked, judgementOf(asked, tallies))
  }

  it('rise where every guardrail that needs no outcome has spoken, and found nothing', () => {
    expect(rise(round({ spec, challenger: good, seed: 8 }).tallies)).toBeUndefined()
  })

  it('don’t before', () => expect(rise([])).toMatch(/^slow of new@ffffffff is open: /))
})
