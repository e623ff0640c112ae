import { describe, expect, it } from 'vitest'
import { type Judgement, judge, noMemory } from '../../../../src/stats/decision/judge.ts'
import type { Look } from '../../../../src/stats/decision/look.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import { chance } from '../../../chance.ts'
import { anyLook } from './any-look.ts'

type Judged = { readonly look: Look; readonly judgement: Judgement }

/** Looks of which nothing can be trusted, and then a second one that has to do with the first in nothing but memory. */
const judgements = ((): readonly Judged[] => {
  const random = chance(2026)
  return Array.from({ length: 4000 }, () => anyLook(random)).flatMap((look) => {
    const judgement = judge(look, noMemory)
    const memory = JSON.parse(JSON.stringify(judgement.memory))
    const next = { ...anyLook(random), trials: look.trials }
    return [
      { look, judgement },
      { look: next, judgement: judge(next, memory) },
    ]
  })
})()

const says = [
  'Hold',
  'RollBack',
  'Promote',
  'Retain',
  'Inconclusive',
  'HoldStep',
  'Continue',
] as const

describe('at any look whatsoever', () => {
  it('the verdict is one of seven, and each of them comes up', () => {
    const said = new Set(judgements.map(({ judgement }) => judgement.verdict.says))
    expect([...said].sort()).toEqual([...says].sort())
  })

  it('nothing is NaN, null or infinite', () => {
    for (const { judgement } of judgements) expect(oddities(judgement)).toEqual([])
  })

  it('memory survives JSON', () => {
    for (const { judgement } of judgements)
      expect(JSON.parse(JSON.stringify(judgement.memory))).toEqual(judgement.memory)
  })

  it('the reason is words, and short', () => {
    for (const { judgement } of judgements) {
      const { reason } = judgement.verdict
      expect(reason.length).toBeGreaterThan(5)
      expect(reason.length).toBeLessThanOrEqual(500)
      expect(reason).not.toMatch(/NaN|undefined|null|Infinity|\[object/)
    }
  })

  it('who is promoted is better at the objective, safe at every guardrail, and old enough', () => {
    const promotions = judgements.filter(({ judgement }) => judgement.verdict.says === 'Promote')
    expect(promotions.length).toBeGreaterThan(10)
    for (const { look, judgement } of promotions) {
      const { verdict, rows } = judgement
      const own = rows.filter(({ challenger }) => challenger === verdict.challenger)
      const found = (role: string) =>
        own.filter((row) => row.role === role).map(({ finding }) => finding)
      expect(new Set(found('Objective'))).toEqual(new Set(['Better']))
      expect(found('Guardrail').filter((finding) => finding !== 'Safe')).toEqual([])
      expect(look.elapsedMs).toBeGreaterThanOrEqual(look.minimumMs)
    }
  })

  it('who is rolled back is beyond a bound', () => {
    const harms = judgements.filter(({ judgement }) => judgement.verdict.says === 'RollBack')
    expect(harms.length).toBeGreaterThan(20)
    for (const { judgement } of harms) {
      const { verdict, rows } = judgement
      const own = rows.filter(({ challenger }) => challenger === verdict.challenger)
      expect(own.map(({ finding }) => finding)).toContain('Harmful')
    }
  })

  it('nothing is found behind a gate, or without a number', () => {
    const rows = judgements.flatMap(({ judgement }) => judgement.rows)
    const closed = rows.filter(({ gates, unknown }) => !isOpen(gates) || unknown !== undefined)
    expect(closed.length).toBeGreaterThan(1000)
    for (const { finding, low, high } of closed)
      expect([finding, low, high]).toEqual(['Open', undefined, undefined])
  })

  it('what is only shown is worse, better, or neither', () => {
    const rows = judgements.flatMap(({ judgement }) => judgement.rows)
    const shown = rows.filter(({ role }) => role === 'Info').map(({ finding }) => finding)
    expect(new Set(shown)).toEqual(new Set(['Open', 'Better', 'Worse']))
  })
})

/** Where a number is none: the path to it. */
function oddities(x: unknown, path = ''): readonly string[] {
  if (x === null) return [path]
  if (typeof x === 'number') return Number.isFinite(x) ? [] : [`${path}: ${x}`]
  if (typeof x !== 'object') return []
  return Object.entries(x).flatMap(([key, value]) => oddities(value, `${path}.${key}`))
}
