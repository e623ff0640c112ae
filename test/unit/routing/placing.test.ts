import { expect, it } from 'vitest'
import { numbersOfBytes, numbersOfUnit } from '../../../src/routing/hashes.ts'
import { createPlacing } from '../../../src/routing/placing.ts'

const drawn = Uint8Array.from({ length: 24 }, (_, at) => 31 * at + 5)
const draw = () => drawn
const never = () => {
  throw new Error('drawn')
}
const from = (...rawHeaders: readonly string[]) => ({ rawHeaders, body: () => undefined })
const byUser = createPlacing({ salt: 'u-1/2', unit: { header: 'x-user-id' } })

it('puts a unit where its hash lies, without a draw', () => {
  expect(byUser(from('X-User-Id', '7'), never)).toEqual({
    ...numbersOfUnit('u-1/2', '7'),
    isUnitless: false,
  })
})

it('draws all three numbers for a request without its unit, and says so', () => {
  expect(byUser(from('x-user-id', ''), draw)).toEqual({
    ...numbersOfBytes(drawn),
    isUnitless: true,
  })
})

it('draws a place only, where every request is its own unit', () => {
  const placed = createPlacing({ salt: 'u-1/2' })(from('x-user-id', '7'), draw)
  const { place } = numbersOfBytes(drawn)
  expect(placed).toEqual({ place, bucket: 0, sample: undefined, isUnitless: false })
})
