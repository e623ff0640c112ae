import { describe, expect, it } from 'vitest'
import { agoText } from '../../../../src/local/kinds/columns/ages.ts'
import { createKinds } from '../../../../src/local/kinds/kinds.ts'
import { tableOf } from '../../../../src/local/kinds/table.ts'
import { readAges, readRows } from './answers.ts'
import { kindOf } from './kind-of.ts'

const kinds = createKinds({ serviceAddress: '10.0.0.1' })
const rows = Object.entries(readRows())

describe('shows as a real server does', () => {
  it.each(rows)('%s', (title, { nowMs, columns, cells, conditions, object }) => {
    const kind = kindOf(kinds, title.split(':')[0] ?? '')
    const asked = { nowMs, include: 'None', metadata: {}, hasColumns: true }
    const table = tableOf(kind, [object], asked)
    const [row] = table['rows'] as readonly { cells: unknown; conditions?: unknown }[]
    expect(row?.cells).toEqual(cells)
    expect(row?.conditions).toEqual(conditions)
    const definitions = table['columnDefinitions'] as readonly { description: string }[]
    const known = definitions.map(({ description: _, ...column }) => Object.values(column))
    expect(known).toEqual(columns)
  })
})

it('has rows of every kind', () => {
  const shown = new Set(rows.map(([title]) => title.split(':')[0] ?? ''))
  const covered = [...shown].map((name) => kindOf(kinds, name))
  expect(kinds.filter((kind) => !covered.includes(kind))).toEqual([])
})

it('notices a container that is not counted', () => {
  const [, row] = rows.find(([title]) => title === 'Pod: it runs') ?? []
  const object = { ...row?.object, status: { phase: 'Running' } }
  const asked = { nowMs: 0, include: 'None', metadata: {}, hasColumns: false }
  const table = tableOf(kindOf(kinds, 'Pod'), [object], asked)
  const [{ cells } = { cells: [] }] = table['rows'] as readonly { cells: readonly unknown[] }[]
  expect(cells[1]).not.toEqual(row?.cells[1])
})

it.each(readAges())('%i s are %s', (seconds, text) => expect(agoText(seconds * 1000)).toBe(text))

it('leaves the object out of a row, or puts all of it in', () => {
  const kind = kindOf(kinds, 'ConfigMap')
  const object = { metadata: { name: 'a' }, data: { b: 'c' } }
  const rowFor = (include: string) =>
    tableOf(kind, [object], { nowMs: 0, include, metadata: {}, hasColumns: false })['rows']
  expect(rowFor('None')).toEqual([{ cells: ['a', 1, '<unknown>'], object: null }])
  expect(rowFor('Object')).toMatchObject([{ object }])
  const partial = { kind: 'PartialObjectMetadata', metadata: { name: 'a' } }
  expect(rowFor('Metadata')).toMatchObject([{ object: partial }])
})

it('gives columns with the first table only', () => {
  const asked = { nowMs: 0, include: 'None', metadata: { resourceVersion: '5' } }
  const kind = kindOf(kinds, 'Lease')
  const first = tableOf(kind, [], { ...asked, hasColumns: true })
  expect(first).toMatchObject({ kind: 'Table', metadata: { resourceVersion: '5' }, rows: [] })
  expect(tableOf(kind, [], { ...asked, hasColumns: false })['columnDefinitions']).toBeNull()
})
