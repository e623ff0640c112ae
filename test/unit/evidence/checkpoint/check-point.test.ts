import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  type CheckPoint,
  digestOf,
  type Written,
  written,
} from '../../../../src/evidence/checkpoint/check-point.ts'
import { nothing } from '../../../../src/evidence/checkpoint/gathered.ts'
import { checkPointIn } from '../../../../src/evidence/checkpoint/reading.ts'
import { mostBytes } from '../../../../src/operator/evidence/settings.ts'
import { chance } from '../../../chance.ts'
import { bytes } from '../given.ts'
import { aCount, gatheredOf, judged } from './given.ts'
import { largest, plain, sizesOf } from './sizes.ts'

const whole = (): CheckPoint => ({
  atMs: 7,
  gathered: gatheredOf([aCount(1, 11), aCount(2, 12), aCount(3, 13)]),
  memories: { round: 1, by: { Comparing: { rows: {}, quality: [1, 2.5] } } },
  case: { format: 1, nowMs: 5 },
})

const readBack = ({ parts, digest }: Written) => checkPointIn(parts, digest)

describe('a check-point, through bytes and back', () => {
  it.each([1, 2, 3, 4])('is what judges read, to the last byte (seed %i)', (seed) => {
    const tallies = Array.from({ length: seed }, (_, nth) => aCount(nth, 10 * seed + nth, 500))
    const gathered = gatheredOf(tallies)
    const back = readBack(written({ atMs: 0, gathered, memories: null, case: null })).gathered
    expect(digestOf(bytes(judged(back)))).toBe(digestOf(bytes(judged(gathered))))
    expect(isDeepStrictEqual(back.tallies, tallies)).toBe(true)
  })

  it('has all that was given, and is the same bytes again', () => {
    const [point, first] = [whole(), written(whole())]
    const back = readBack(first)
    expect([back.memories, back.case]).toEqual([point.memories, point.case])
    expect(written(back).digest).not.toBe(first.digest) // it knows that it was read again
    expect(written({ ...back, gathered: point.gathered })).toEqual(first)
    const shuffled = { ...point.gathered, tallies: point.gathered.tallies.toReversed() }
    expect(written({ ...point, gathered: shuffled })).toEqual(first)
  })

  it('may be of nothing', () => {
    const back = readBack(
      written({ atMs: 0, gathered: nothing, memories: undefined, case: undefined }),
    )
    expect(back).toMatchObject({ gathered: nothing, memories: null, case: null })
  })

  it.each<[string, (point: CheckPoint) => CheckPoint]>([
    ['a case', (point) => ({ ...point, case: { format: 1, nowMs: 6 } })],
    ['what was latched', (point) => ({ ...point, memories: {} })],
    ['one count', (point) => ({ ...point, gathered: gatheredOf([aCount(1, 11)]) })],
  ])('has another digest with another one of %s', (_, edit) => {
    expect(written(edit(whole())).digest).not.toBe(written(whole()).digest)
  })
})

describe('a check-point that was damaged', () => {
  const point = written(whole())

  it.each(point.parts.map(({ name }) => name))('is refused without its part %s', (name) => {
    const parts = point.parts.filter((part) => part.name !== name)
    expect(() => checkPointIn(parts, point.digest)).toThrow(
      expect.objectContaining({ code: 'EvidenceCorrupt', message: expect.stringContaining(name) }),
    )
  })

  it('is refused with any byte changed in any part', () => {
    const random = chance(5)
    for (const { name, text } of point.parts) {
      const at = Math.floor(random() * text.length)
      const spoilt = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`
      const parts = point.parts.map((part) => (part.name === name ? { name, text: spoilt } : part))
      expect(() => checkPointIn(parts, point.digest)).toThrow(`the part ${name} of`)
    }
  })

  it('is refused where the digest is of another one', () => {
    const other = written({ ...whole(), memories: 1 })
    expect(() => checkPointIn(point.parts, other.digest)).toThrow('frame')
  })
})

it.each([
  ['a plain experiment', plain],
  ['eight variants and twenty metrics, in units', largest],
])('has room where it is kept: %s', (what, experiment) => {
  const sizes = sizesOf(experiment)
  const all = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
  const each = [...sizes].map(([name, bytes]) => `${name} ${bytes}`).join(', ')
  process.stdout.write(`${what}: ${all} bytes packed, of one router: ${each}\n`)
  expect(all).toBeLessThan(mostBytes / 4)
  if (experiment === plain) for (const bytes of sizes.values()) expect(bytes).toBeLessThan(8_192)
})
