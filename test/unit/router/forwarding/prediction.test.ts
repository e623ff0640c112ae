import { describe, expect, it } from 'vitest'
import type { Needs } from '../../../../src/evidence/needs.ts'
import { createPredictionReader } from '../../../../src/router/forwarding/prediction.ts'

const none: Needs = { label: false, value: false, probabilityOf: undefined, probabilities: false }
const head = (headers: Record<string, string | string[]>) => ({
  ...{ status: 200, statusText: '' },
  headers: Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => [name, value]),
  ),
})

const inHeader = (needs: Partial<Needs>, said: unknown) =>
  createPredictionReader({}, { ...none, ...needs })(
    head({ 'x-contender-prediction': JSON.stringify(said) }),
    undefined,
  )

describe('what a server of ours says in its header', () => {
  it('is read as far as it is needed', () => {
    const said = { label: 'b', probabilities: { a: 0.25, b: 0.75 }, value: 3 }
    expect(inHeader({ label: true }, said)).toEqual({ label: 'b' })
    expect(inHeader({ value: true }, said)).toEqual({ value: 3 })
    expect(inHeader({ probabilityOf: 'a' }, said)).toEqual({ probability: 0.25 })
    const probabilities = [...Object.entries(said.probabilities)]
    expect(inHeader({ probabilities: true }, said)).toEqual({ probabilities })
    expect(inHeader({}, said)).toEqual({})
  })

  it.each([
    [1, '1'],
    ['1', '1'],
    [true, 'true'],
    [null, undefined],
    [[1], undefined],
    [{}, undefined],
  ])('has the label %j as text', (label, text) =>
    expect(inHeader({ label: true }, { label })).toEqual({ label: text }))

  // With too many classes to tell of each, only the probability of the label that is predicted is told.
  it('is no probability of the positive label where it is that of another one', () => {
    const needs = { probabilityOf: 'fraud' }
    expect(inHeader(needs, { label: 'sound', probability: 0.9 })).toEqual({})
    expect(inHeader(needs, { label: 'fraud', probability: 0.9 })).toEqual({ probability: 0.9 })
  })

  it('has no probability of a label that it does not name', () => {
    const said = { label: 'a', probabilities: { a: 1, toString2: 0 } }
    expect(inHeader({ probabilityOf: 'toString' }, said)).toEqual({})
    expect(inHeader({ probabilityOf: '__proto__' }, said)).toEqual({})
  })

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a number', '7'],
    ['text', '"label"'],
  ])('is not known if it is %s', (_, text) => {
    const read = createPredictionReader({}, { ...none, label: true, value: true })
    expect(read(head({ 'x-contender-prediction': text }), undefined)).toEqual({})
    expect(read(head({ 'x-contender-prediction': ['{"label":"a"}', text] }), undefined)).toEqual({})
    expect(read(head({}), undefined)).toEqual({})
  })
})

describe('what is read at the places that the plan names', () => {
  const places = { label: '/out/0/label', probability: '/out/0/p', value: '/out/0/value' }
  const all = { label: true, value: true, probabilityOf: 'a', probabilities: true }
  const read = createPredictionReader({ prediction: places }, { ...none, ...all })
  const body = (document: unknown) => Buffer.from(JSON.stringify(document))

  it('is what is there', () => {
    const answer = { out: [{ label: 'a', p: { a: 0.5, b: 0.5 }, value: -1.5 }] }
    expect(read(head({}), body(answer))).toEqual({
      ...{ label: 'a', value: -1.5, probability: 0.5 },
      probabilities: Object.entries(answer.out[0]?.p ?? {}),
    })
  })

  it('takes one number for the probability of the positive label', () => {
    expect(read(head({}), body({ out: [{ label: 'b', p: 0.1 }] }))).toEqual({
      ...{ label: 'b', probability: 0.1 },
    })
  })

  it.each([
    ['another form', head({}), body({ outputs: [] })],
    ['a packed body', head({ 'content-encoding': 'gzip' }), body({ out: [{ label: 'a' }] })],
    ['no JSON', head({}), Buffer.from([0xff, 0x00])],
    ['a body that was too long to keep', head({}), undefined],
    ['probabilities that are none', head({}), body({ out: [{ p: { a: '1', b: 0 } }] })],
    ['a list of them', head({}), body({ out: [{ p: [0.1, 0.9] }] })],
  ])('is not known in %s', (_, answered, bytes) => expect(read(answered, bytes)).toEqual({}))

  it('is not looked for in the header', () => {
    const answered = head({ 'x-contender-prediction': '{"label":"liar"}' })
    expect(read(answered, body({ out: [{ label: 'a' }] }))).toMatchObject({ label: 'a' })
  })
})
