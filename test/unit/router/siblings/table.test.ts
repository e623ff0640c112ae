import { expect, it } from 'vitest'
import { createTable, type Sibling } from '../../../../src/router/siblings/table.ts'

const sibling = (instance: string, edits: Partial<Sibling> = {}): Sibling => ({
  ...{ instance, address: `${instance}:1`, start: 0, begunMs: 0, isLeaving: false },
  ...edits,
})

const names = (all: readonly { readonly instance: string }[]) =>
  all.map(({ instance }) => instance).sort()

it('knows whom it has heard, and for how long that is worth something', () => {
  const table = createTable()
  expect(table.heard(sibling('a'), 0)).toBe(true)
  expect(table.heard(sibling('a'), 4_000)).toBe(false)
  expect(names(table.present(9_000))).toEqual(['a'])
  expect(names(table.present(9_001))).toEqual([])
  expect(names(table.worthHello(64_000))).toEqual(['a'])
  expect(names(table.worthHello(64_001))).toEqual([])
})

it('hears of it when one is back', () => {
  const table = createTable()
  table.heard(sibling('a'), 0)
  expect(table.heard(sibling('a'), 5_001)).toBe(true)
})

it('has one at an address, the last that was heard there', () => {
  const table = createTable()
  table.heard(sibling('a', { address: 'x:1' }), 0)
  table.heard(sibling('b', { address: 'x:1' }), 1)
  expect(names(table.present(1))).toEqual(['b'])
})

it('says hello to each once, where it is said to be by now', () => {
  const table = createTable()
  table.heard(sibling('a', { address: 'x:1' }), 0)
  table.rumoured([{ instance: 'a', address: 'y:1' }], 6_000)
  expect(table.worthHello(6_000)).toEqual([{ instance: 'a', address: 'y:1' }])
})

it('says hello to those that others have heard, but takes none of them for present', () => {
  const table = createTable()
  table.rumoured([{ instance: 'a', address: 'x:1' }], 0)
  expect(table.worthHello(0)).toEqual([{ instance: 'a', address: 'x:1' }])
  expect(table.present(0)).toEqual([])
})

it('lets two that tell each other of one that is gone forget it', () => {
  const tables = [createTable(), createTable()]
  const [one, two] = tables as [(typeof tables)[number], (typeof tables)[number]]
  for (const table of tables) table.heard(sibling('gone'), 0)
  for (let nowMs = 0; nowMs <= 120_000; nowMs += 1_000) {
    two.rumoured(one.present(nowMs), nowMs)
    one.rumoured(two.present(nowMs), nowMs)
  }
  expect(tables.flatMap((table) => table.worthHello(120_000))).toEqual([])
})
