import { expect, it } from 'vitest'
import { createHistory } from '../../../../src/local/store/history.ts'
import { weightOf } from '../../../../src/local/store/weight.ts'
import { thing } from './given.ts'

const change = (version: number, text = '') => ({
  ...{ version, collection: 'pods', key: 'a/x', object: thing('x', { text }), isRemoval: false },
})
const versions = (history: ReturnType<typeof createHistory>, from: number) =>
  history.since(from)?.map(({ version }) => version)

it('keeps as many changes as it may, through thousands', () => {
  const history = createHistory(1, { count: 3, bytes: 1e9 })
  for (let version = 2; version <= 5000; version++) history.add(change(version))
  expect(versions(history, 4997)).toEqual([4998, 4999, 5000])
  expect(versions(history, 4996)).toBeUndefined()
  expect(versions(history, 5000)).toEqual([])
  expect(versions(history, 5001)).toBeUndefined()
})

it('keeps as many bytes as it may, and forgets a change that is too heavy for it', () => {
  const history = createHistory(1, { count: 100, bytes: 1000 })
  for (let version = 2; version <= 100; version++) history.add(change(version, 'x'.repeat(200)))
  expect(versions(history, 97)).toEqual([98, 99, 100])
  expect(versions(history, 95)).toBeUndefined()
  history.add(change(101, 'x'.repeat(2000)))
  expect([versions(history, 100), versions(history, 101)]).toEqual([undefined, []])
})

it('knows no version that a leap leaves out', () => {
  const history = createHistory(1, { count: 100, bytes: 1e9 })
  history.add(change(2))
  history.leap(1000)
  history.leap(1000)
  history.add(change(1001))
  expect([1, 2, 3, 999].map((from) => versions(history, from))).toEqual([
    [2, 1001],
    [1001],
    undefined,
    undefined,
  ])
  expect([versions(history, 1000), versions(history, 1001)]).toEqual([[1001], []])
})

it('weighs a value as its JSON, to a tenth', () => {
  const pod = thing('x', {
    spec: { list: [1, true, null, { text: 'a text of some length, as they have it' }], n: 5n },
  })
  const exact = JSON.stringify(pod, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
  expect(Math.abs(weightOf(pod) / exact.length - 1)).toBeLessThan(0.2)
})
