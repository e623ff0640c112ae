import { expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../../src/api/json.ts'
import { jsonPatched } from '../../../../src/local/patch/json-patch.ts'

const live: JsonObject = { data: { a: 'x'.repeat(65_534) } }

const copies = (count: number): Json =>
  Array.from({ length: count }, (_, i) => ({ op: 'copy', from: '/data/a', path: `/data/c${i}` }))

const tests = (count: number): Json =>
  Array.from({ length: count }, () => ({ op: 'test', path: '/none', value: null }))

it('takes ten thousand operations, and not one more', () => {
  expect(jsonPatched(live, tests(10_000))).toEqual({ patched: live })
  expect(jsonPatched(live, tests(10_001))).toEqual({
    refused: {
      code: 413,
      reason: 'RequestEntityTooLarge',
      message:
        'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
    },
  })
})

it('copies up to three mebibytes', () => {
  const most = Math.floor((3 * 1024 * 1024) / 65_536)
  expect(jsonPatched(live, copies(most))).toHaveProperty('patched')
  expect(jsonPatched(live, copies(most + 1))).toMatchObject({ refused: { code: 422 } })
})

it('warns of what no operation has', () => {
  const patch = [
    { op: 'add', path: '/data/b', value: '1', values: 2 },
    { op: 'remove', path: '/data/b', why: 3 },
  ]
  expect(jsonPatched(live, patch)).toEqual({
    patched: live,
    warnings: ['json patch unknown field "[0].values"', 'json patch unknown field "[1].why"'],
  })
})
