import { expect, it } from 'vitest'
import { reaching } from './course.ts'

it.each([
  ['a router that is lost', [[['a'], ['x']]], { x: 'a' }],
  [
    'one whose heir is lost, too',
    [
      [['a'], ['x']],
      [['b'], ['a']],
    ],
    { x: 'b', a: 'b' },
  ],
  ['nobody, as long as nobody is there', [[[], ['x']]], {}],
  [
    'one that comes back no more',
    [
      [['a'], ['x']],
      [['a', 'x'], []],
    ],
    {},
  ],
  [
    'one that stays with its heir, though others come',
    [
      [['m'], ['x']],
      [['b', 'm'], []],
    ],
    { x: 'm' },
  ],
] as const)('names an heir for %s', (_, seen, expected) => {
  const course = reaching.Comparing()
  for (const [living, lost] of seen) {
    course.change({ instances: { living, lost } })
    course.rest()
  }
  const lines = course.record().departed.map(({ instance, heir }) => [instance, heir])
  expect(Object.fromEntries(lines)).toEqual(expected)
})
