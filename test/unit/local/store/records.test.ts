import { expect, it } from 'vitest'
import type { JsonObject } from '../../../../src/api/json.ts'
import { lineOf, linesOf } from '../../../../src/local/store/lines.ts'
import type { Placed } from '../../../../src/local/store/objects.ts'
import { readRecord, recordOf } from '../../../../src/local/store/records.ts'
import { thing } from './given.ts'

const textsOf = (file: Buffer) => [...linesOf(file)].map(({ text }) => text)

function again(more: JsonObject): JsonObject {
  const placed = { collection: 'pods', key: 'a/x', object: thing('x', more) }
  const [text = ''] = textsOf(recordOf(placed))
  const read = readRecord<Placed>(text)
  expect(read).toEqual(placed)
  return read.object
}

it('gives back what it was given, in all of Unicode', () => {
  again({ text: 'a\nb "c" \u2028 é 漢 🦊 \ud800 \0' })
  again({ list: [null, true, [], {}, -0.5, 1e-7, 1e300] })
})

it.each([
  [2n ** 63n - 1n],
  [-(2n ** 63n)],
  [2 ** 53],
  [2 ** 60],
  [1e20],
  [-1e300],
  [9007199254740993n],
])('keeps the integer %s exact, a bigint or a double as it was', (n) => {
  for (const beside of [0, 2n ** 60n + 1n]) {
    const { value, list } = again({ value: n, list: [n, beside] })
    expect([typeof value, value]).toEqual([typeof n, n])
    expect(list).toEqual([n, beside])
  }
})

it('finds the next line again after a damaged one', () => {
  const file = Buffer.concat(['one', 'two', 'three'].map(lineOf))
  expect(textsOf(file)).toEqual(['one', 'two', 'three'])
  const second = lineOf('one').length
  file.write('\n', second + 3)
  expect(textsOf(file)).toEqual(['one', undefined, undefined, 'three'])
  expect(textsOf(file.subarray(0, -1))).toEqual(['one', undefined, undefined, undefined])
  expect(textsOf(Buffer.from('\n\n'))).toEqual([undefined, undefined])
})

it('notices every bit that changes', () => {
  const line = lineOf('{"a":"text"}')
  for (let bit = 0; bit < line.length * 8; bit++) {
    const damaged = Buffer.from(line)
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(textsOf(damaged).every((text) => text === undefined)).toBe(true)
  }
})
