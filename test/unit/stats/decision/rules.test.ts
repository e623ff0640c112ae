import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../../src/stats/decision/claims.ts'
import type { Bound } from '../../../../src/stats/decision/question.ts'
import type { Row } from '../../../../src/stats/decision/row.ts'
import { otherwise, rules, verdictOf } from '../../../../src/stats/decision/rules.ts'
import type { Inquiry } from '../../../../src/stats/decision/verdict.ts'
import type { Doubt } from '../../../../src/stats/quality/doubts.ts'
import { aLook, aRow, aTrial, hourMs } from './given.ts'

const better = { objective: 'Better' } as const
const safe = { errors: 'Safe' } as const
const mismatch: Doubt = { name: 'SampleRatioMismatch', reason: 'new 10, expected 500' }
const young = { elapsedMs: 3 * hourMs }
const over = { elapsedMs: 168 * hourMs }

type Findings = { readonly [metric: string]: Finding }
type Case = {
  readonly when: string
  readonly new?: Findings
  readonly bold?: Findings
  readonly look?: Partial<Inquiry>
  readonly verdict: string
}

/** What each metric of each challenger has found → says, rule and whom it is about. */
const cases: readonly Case[] = [
  // NobodyLeft
  { when: 'all were rolled back', look: { trials: [] }, verdict: 'Retain (NobodyLeft)' },
  {
    when: 'all were rolled back, and the evidence is in doubt',
    look: { trials: [], doubts: [mismatch] },
    verdict: 'Retain (NobodyLeft)',
  },
  // LimitBroken
  { when: 'a limit is broken', new: { slo: 'Harmful' }, verdict: 'RollBack new (LimitBroken)' },
  {
    when: 'a limit is broken, and the evidence is in doubt: a level needs no comparison',
    new: { slo: 'Harmful' },
    look: { doubts: [mismatch] },
    verdict: 'RollBack new (LimitBroken)',
  },
  {
    when: 'a limit is broken by the second of two',
    new: { ...better, ...safe },
    bold: { slo: 'Harmful' },
    verdict: 'RollBack bold (LimitBroken)',
  },
  {
    when: 'a limit is kept',
    new: { ...better, ...safe, slo: 'Safe' },
    verdict: 'Promote new (Superior)',
  },
  // EvidenceInDoubt
  {
    when: 'all is well but the evidence',
    new: { ...better, ...safe },
    look: { doubts: [mismatch] },
    verdict: 'Hold (EvidenceInDoubt)',
  },
  {
    when: 'a comparison shows harm, and the evidence is in doubt',
    new: { errors: 'Harmful' },
    look: { doubts: [mismatch] },
    verdict: 'Hold (EvidenceInDoubt)',
  },
  {
    when: 'the evidence is in doubt until time is up',
    new: { ...better, ...safe },
    look: { doubts: [mismatch], ...over },
    verdict: 'Inconclusive (EvidenceInDoubt)',
  },
  // Harm
  {
    when: 'damage is beyond a margin',
    new: { ...better, errors: 'Harmful' },
    verdict: 'RollBack new (Harm)',
  },
  {
    when: 'damage is beyond a margin in the first minutes',
    new: { errors: 'Harmful' },
    look: { elapsedMs: 60_000 },
    verdict: 'RollBack new (Harm)',
  },
  {
    when: 'damage is beyond a margin when time is up',
    new: { errors: 'Harmful' },
    look: over,
    verdict: 'RollBack new (Harm)',
  },
  {
    when: 'two do harm: one at a time',
    new: { errors: 'Harmful' },
    bold: { errors: 'Harmful' },
    verdict: 'RollBack new (Harm)',
  },
  {
    when: 'one does harm, and the other wins: harm first',
    new: { ...better, ...safe },
    bold: { errors: 'Harmful' },
    verdict: 'RollBack bold (Harm)',
  },
  {
    when: 'damage is within the margin',
    new: { ...better, errors: 'Damaged' },
    verdict: 'HoldStep new (HarmWithinMargin)',
  },
  // Superior
  {
    when: 'one is better and safe',
    new: { ...better, ...safe, slo: 'Safe' },
    verdict: 'Promote new (Superior)',
  },
  { when: 'one is better, without guardrails', new: better, verdict: 'Promote new (Superior)' },
  {
    when: 'one is safe, and nothing else',
    new: { objective: 'Open', ...safe },
    verdict: 'Continue',
  },
  {
    when: 'one is better, and safe but for one',
    new: { ...better, ...safe, slo: 'Open' },
    verdict: 'Continue',
  },
  {
    when: 'one is better, and only shown to be worse elsewhere',
    new: { ...better, ...safe, shown: 'Worse' },
    verdict: 'Promote new (Superior)',
  },
  {
    when: 'one is only shown to be better elsewhere',
    new: { objective: 'Open', shown: 'Better' },
    verdict: 'Continue',
  },
  { when: 'guardrails hold, and there is no objective', new: safe, verdict: 'Continue' },
  {
    when: 'one is better and safe, sooner than the minimum',
    new: { ...better, ...safe },
    look: young,
    verdict: 'Continue',
  },
  {
    when: 'one is better and safe just when time is up',
    new: { ...better, ...safe },
    look: over,
    verdict: 'Promote new (Superior)',
  },
  {
    when: 'one is better and safe, and another one is slightly worse than allowed to rise',
    new: { ...better, ...safe },
    bold: { objective: 'Open', errors: 'Damaged' },
    verdict: 'Promote new (Superior)',
  },
  {
    when: 'both objectives of one are asked, and one is open',
    new: { ...better, 'objective 2': 'Open', ...safe },
    verdict: 'Continue',
  },
  // Futile
  {
    when: 'the only one is futile',
    new: { objective: 'Futile', ...safe },
    verdict: 'Retain (Futile)',
  },
  {
    when: 'the only one is futile, sooner than the minimum',
    new: { objective: 'Futile' },
    look: young,
    verdict: 'Retain (Futile)',
  },
  {
    when: 'one is futile, and the other still open',
    new: { objective: 'Futile' },
    bold: { objective: 'Open' },
    verdict: 'Continue',
  },
  {
    when: 'all are futile',
    new: { objective: 'Futile' },
    bold: { objective: 'Futile' },
    verdict: 'Retain (Futile)',
  },
  {
    when: 'one is futile twice over, and the other still open',
    new: { objective: 'Futile', 'objective 2': 'Futile' },
    bold: { objective: 'Open' },
    verdict: 'Continue',
  },
  // OutOfTime
  {
    when: 'time is up',
    new: { objective: 'Open' },
    look: over,
    verdict: 'Inconclusive (OutOfTime)',
  },
  {
    when: 'time is up, and one is better but not proven safe',
    new: { ...better, errors: 'Open' },
    look: over,
    verdict: 'Inconclusive (OutOfTime)',
  },
  {
    when: 'time is up with damage within the margin',
    new: { errors: 'Damaged' },
    look: over,
    verdict: 'Inconclusive (OutOfTime)',
  },
  {
    when: 'time is not quite up',
    new: { objective: 'Open' },
    look: { elapsedMs: 168 * hourMs - 1 },
    verdict: 'Continue',
  },
]

it.each(cases)('$when: $verdict', ({ new: first = {}, bold, look = {}, verdict }) => {
  const trials = [aTrial(), ...(bold ? [aTrial({ challenger: 'bold' })] : [])]
  const rows = [...rowsOf('new', first), ...rowsOf('bold', bold ?? {})]
  const inquiry = { ...aLook({ trials }), rows, doubts: [], ...look }
  const { says, challenger, rule, reason } = verdictOf(inquiry)
  const whom = challenger === undefined ? '' : ` ${challenger}`
  expect(`${says}${whom}${rule === 'Undecided' ? '' : ` (${rule})`}`).toBe(verdict)
  expect(reason).not.toBe('')
})

describe('of several winners', () => {
  const winners = (goal: Row['goal'], ends: readonly Partial<Row>[]) => {
    const names = ends.map((_, i) => `c${i}`)
    const rows = ends.map((end, i) =>
      aRow({ ...end, goal, challenger: `c${i}`, finding: 'Better' }),
    )
    const trials = names.map((challenger) => aTrial({ challenger }))
    return verdictOf({ ...aLook({ trials }), rows, doubts: [] })
  }

  it.each([
    ['Increase', [{ low: 0.01 }, { low: 0.02 }, { low: 0.015 }], 'c1'],
    ['Decrease', [{ high: -0.01 }, { high: -0.02 }, { high: -0.015 }], 'c1'],
    ['Increase', [{ low: 0.01 }, { low: 0.01 }], 'c0'],
    ['Increase', [{ low: undefined }, { low: 0.01 }], 'c1'],
  ] as const)('of %s, %j: %s, whose gain is proven to be largest', (goal, ends, winner) => {
    expect(winners(goal, ends)).toMatchObject({ says: 'Promote', challenger: winner })
  })

  it('names the others, without a claim about them', () => {
    const { reason } = winners('Increase', [{ low: 0.01 }, { low: 0.02 }, { low: 0.015 }])
    expect(reason).toMatch(/; proven better too: c0, c2$/)
  })
})

it('reads as a list of sentences', () => {
  const names = [...rules, otherwise].map(({ name }) => name)
  expect(names).toEqual([
    'NobodyLeft',
    'LimitBroken',
    'EvidenceInDoubt',
    'Harm',
    'Superior',
    'Futile',
    'OutOfTime',
    'HarmWithinMargin',
    'Undecided',
  ])
  for (const { sentence } of [...rules, otherwise]) expect(sentence).toMatch(/^[A-Z].*\.$/)
})

function rowsOf(challenger: string, findings: Findings): readonly Row[] {
  return Object.entries(findings).map(([metric, finding]) => {
    const isObjective = metric.startsWith('objective')
    const role = isObjective ? 'Objective' : metric === 'shown' ? 'Info' : 'Guardrail'
    const bounds: { readonly [metric: string]: Bound } = { slo: 'Limit', errors: 'Margin' }
    return aRow({ challenger, metric, role, bound: bounds[metric] ?? 'Effect', finding })
  })
}
