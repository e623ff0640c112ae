import { describe, expect, it } from 'vitest'
import { createHeirs } from '../../../../src/router/instance/heirs.ts'
import { below, chance } from '../../../chance.ts'
import { hourMs } from '../../evidence/given.ts'

const heir = (instance: string, to: string, sinceMs = 0) => ({ instance, heir: to, sinceMs })

describe('who scores', () => {
  const heirs = createHeirs([heir('a', 'b'), heir('b', 'c', 5)])

  it.each([
    ['the heir of the heir', 'a', [], 'c'],
    ['the instance itself where it has none', 'x', [], 'x'],
    ['whom the plan names', 'x', [{ instance: 'x', heir: 'y' }], 'y'],
    ['the heir of whom the plan names', 'x', [{ instance: 'x', heir: 'a' }], 'c'],
    [
      'whom an heir itself has named, whatever the plan says',
      'a',
      [{ instance: 'a', heir: 'y' }],
      'c',
    ],
    [
      'the instance itself where heirs go round in a circle',
      'c',
      [{ instance: 'c', heir: 'a' }],
      'c',
    ],
  ])('is %s', (_, instance, departed, expected) => {
    expect(heirs.scorerOf(instance, departed)).toBe(expected)
  })
})

describe('what is heard', () => {
  it('comes to the same in whatever order: of two heirs the earlier one is it', () => {
    const told = [heir('a', 'b', 3), heir('a', 'c', 2), heir('a', 'd', 2), heir('a', 'a', 0)]
    const random = chance(1)
    for (let run = 0; run < 20; run++) {
      const heirs = createHeirs([])
      const heard = told.toSorted(() => random() - 0.5)
      const cut = below(random, told.length)
      heirs.learn(heard.slice(0, cut))
      heirs.learn(heard.slice(cut))
      expect(heirs.all()).toEqual([heir('a', 'c', 2)])
    }
  })

  it('is news once', () => {
    const heirs = createHeirs([])
    expect(heirs.learn([heir('a', 'b'), heir('c', 'd')])).toHaveLength(2)
    expect(heirs.learn([heir('a', 'b', 9), heir('e', 'b')])).toEqual([heir('e', 'b')])
  })

  it('is forgotten once every receipt of the one that ended is refused', () => {
    const heirs = createHeirs([heir('a', 'b', 1000)])
    heirs.expire(1000 + hourMs)
    expect(heirs.of('a')).toBeDefined()
    heirs.expire(1001 + hourMs)
    expect(heirs.of('a')).toBeUndefined()
  })
})
