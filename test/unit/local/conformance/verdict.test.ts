import { expect, it } from 'vitest'
import { absent } from '../../../local/conformance/compare.ts'
import { isSame, judge } from '../../../local/conformance/verdict.ts'

const answer = {
  asked: 'GET /x',
  status: 200,
  headers: { warning: 'careful' },
  body: { kind: 'ConfigMap', metadata: { labels: { a: 'b' } }, items: [1, 2] },
}

const pathsOf = (got: unknown) =>
  judge([answer], [got]).undeclared.map(({ step, path }) => `${step} ${path}`)

it('finds no difference where there is none, whatever the order of keys', () =>
  expect(isSame(judge([{ a: 1, b: { c: 2, d: 3 } }], [{ b: { d: 3, c: 2 }, a: 1 }]))).toBe(true))

it.each([
  ['another status', { ...answer, status: 201 }, ['1 status']],
  ['a header less', { ...answer, headers: {} }, ['1 headers.warning']],
  [
    'a field less',
    { ...answer, body: { ...answer.body, metadata: {} } },
    ['1 body.metadata.labels'],
  ],
  ['a field more', { ...answer, body: { ...answer.body, data: {} } }, ['1 body.data']],
  [
    'another order',
    { ...answer, body: { ...answer.body, items: [2, 1] } },
    ['1 body.items[0]', '1 body.items[1]'],
  ],
  ['an item less', { ...answer, body: { ...answer.body, items: [1] } }, ['1 body.items[1]']],
  ['a refusal', { ...answer, body: { kind: 'Status', code: 404 } }, ['1 body']],
  ['no answer', undefined, ['1 ']],
])('finds %s', (_, got, paths) => expect(pathsOf(got)).toEqual(paths))

it('finds a step that was never answered', () =>
  expect(judge([answer, answer], [answer]).undeclared).toMatchObject([{ step: 2 }]))

const refused = { ...answer, status: 404, body: { kind: 'Status', code: 404 } }
const row = (path: string, ours: unknown) => ({ steps: [1], path, ours, why: '' })

it('passes over what is declared', () => {
  const verdict = judge([answer], [refused], [row('status', 404), row('body', refused.body)])
  expect(isSame(verdict)).toBe(true)
})

it('declares with a place all that is below it', () => {
  const got = { ...answer, body: { ...answer.body, metadata: { labels: { a: 'c', d: 'e' } } } }
  expect(isSame(judge([answer], [got], [row('body.metadata', got.body.metadata)]))).toBe(true)
})

it('declares a step and a place, not others', () => {
  expect(isSame(judge([answer, answer], [refused, refused], [row('status', 404)]))).toBe(false)
  expect(judge([answer], [refused], [row('status', 404)]).undeclared).toMatchObject([
    { path: 'body' },
  ])
})

it('tells of a deviation that is gone', () => {
  const verdict = judge([answer], [answer], [row('status', 404)])
  expect(verdict).toMatchObject({ undeclared: [], outdated: [{ path: 'status', got: 200 }] })
  expect(isSame(verdict)).toBe(false)
})

it('tells of a deviation that has become another', () => {
  const verdict = judge([answer], [{ ...answer, status: 500 }], [row('status', 404)])
  expect(verdict).toMatchObject({ undeclared: [{ path: 'status' }], outdated: [{ got: 500 }] })
})

it('tells of a deviation that says what the real server says', () =>
  expect(judge([answer], [answer], [row('status', 200)]).outdated).toMatchObject([{ got: 200 }]))

it('declares that something is not there', () => {
  const got = { ...answer, headers: {} }
  expect(isSame(judge([answer], [got], [row('headers.warning', absent)]))).toBe(true)
  expect(isSame(judge([answer], [answer], [row('headers.warning', absent)]))).toBe(false)
})
