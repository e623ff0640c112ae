import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Kind } from '../../../../src/local/kinds/kind.ts'
import { createKinds } from '../../../../src/local/kinds/kinds.ts'
import { type Answer, readAnswers } from './answers.ts'
import { answerOf, asJson, withoutGiven } from './asked.ts'
import { cases, titleOf } from './cases/all.ts'
import type { Case } from './cases/case.ts'
import { deviations } from './deviations.ts'

const kinds = createKinds({ serviceAddress: '10.0.0.1' })

describe.each(Object.entries(cases))('%s: says what a kube-apiserver 1.36 said', (file, list) => {
  const answers = readAnswers(file)
  it.each(list.map((one) => [titleOf(one), one] as const))('%s', (title, one) => {
    const expected = answers[title]
    if (expected === undefined) throw new Error('not recorded yet: see record.ts')
    expect(compared(title, answerOf(kinds, one))).toEqual(compared(title, expected))
  })

  it('has one answer for each case', () => {
    expect(Object.keys(answers)).toEqual(list.map(titleOf))
  })
})

/** An answer as far as it is compared: causes in no order, and without what is declared to differ. */
function compared(title: string, answer: Answer): unknown {
  const own = deviations.filter((deviation) => deviation.cases?.includes(title) ?? true)
  const left = own.reduce<unknown>((so, { leaves }) => leaves(so as Answer), withoutGiven(answer))
  const { causes, ...rest } = left as { readonly causes?: readonly string[] }
  return asJson({
    ...rest,
    ...(causes === undefined ? {} : { causes: [...new Set(causes)].sort() }),
  })
}

const all = Object.entries(cases).flatMap(([file, list]) => {
  const answers = readAnswers(file)
  return list.map((one) => ({ one, title: titleOf(one), answer: answers[titleOf(one)] }))
})

it('has the server’s word on enough of everything', () => {
  const count = (code: number) => all.filter(({ answer }) => answer?.code === code).length
  expect(count(400)).toBeGreaterThan(90)
  expect(count(422)).toBeGreaterThan(300)
  expect(count(201)).toBeGreaterThan(150)
  const shown = all.filter(({ answer }) => answer?.code === 201 && answer.object !== undefined)
  expect(shown.length).toBeGreaterThan(100)
})

it('declares no deviation that is none', () => {
  const declared = new Set(deviations.flatMap((deviation) => deviation.cases ?? []))
  const same = all.filter(({ one, title, answer }) => {
    const ours = asJson(withoutGiven(answerOf(kinds, one)))
    return declared.has(title) && answer && isDeepStrictEqual(ours, asJson(withoutGiven(answer)))
  })
  expect(same.map(({ title }) => title)).toEqual([])
  const titles = all.map(({ title }) => title)
  expect([...declared].filter((title) => !titles.includes(title))).toEqual([])
})

/** Each takes something away from every kind; the recorded answers must tell. */
const mutants: { readonly [what: string]: (kind: Kind) => Kind } = {
  'nothing is validated': (kind) => ({ ...kind, validate: () => [] }),
  'unknown fields are ignored': (kind) => ({
    ...kind,
    decode: (sent) => kind.decode(sent, 'Ignore'),
  }),
  'nothing is put right': (kind) => {
    const same = (object: Parameters<Kind['prepare']['create']>[0]) => object
    return { ...kind, prepare: { create: same, update: same, updateStatus: same } }
  },
  'updates are judged as new objects': (kind) => ({
    ...kind,
    validate: (object) => kind.validate(object),
  }),
}

it.each(Object.entries(mutants))('the answers tell when %s', (_, mutate) => {
  const worse = kinds.map(mutate)
  const isTold = ({ one, title, answer }: { one: Case; title: string; answer?: Answer }) =>
    answer !== undefined &&
    !isDeepStrictEqual(compared(title, answerOf(worse, one)), compared(title, answer))
  expect(all.some(({ answer, ...rest }) => isTold({ ...rest, ...(answer && { answer }) }))).toBe(
    true,
  )
})
