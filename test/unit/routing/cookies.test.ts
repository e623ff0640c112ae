import { expect, it } from 'vitest'
import { cookieOf } from '../../../src/routing/cookies.ts'

it.each([
  ['id=7', '7'],
  ['a=1; id=7; b=2', '7'],
  ['a=1;id=7', '7'],
  ['id=7; id=8', '7'],
  ['id="7"', '7'],
  ['id=""', ''],
  ['id="', '"'],
  ['id="7', '"7'],
  ['id=', ''],
  ['id', undefined],
  ['id; id=7', '7'],
  ['ID=7', undefined],
  ['xid=7', undefined],
  ['idx=7; x=id=7', undefined],
  ['id=a=b==', 'a=b=='],
  ['\t id \t=\t 7 \t', '7'],
  ['id=a b', 'a b'],
  ['id=%20', '%20'],
  ['id=\xc3\xa0; b=1', '\xc3\xa0'],
  [';;=;id=7', '7'],
  ['i=1; d=2; id', undefined],
  ['id;=7', undefined],
  ['id ; =7', undefined],
  ['a=id; =id=7; id =7', '7'],
  ['id=   ', ''],
  ['id=   ;id=7', ''],
  ['id= "7" ', '7'],
  ['', undefined],
])('in «%s» is %j', (line, value) => {
  expect(cookieOf(['Cookie', line], 'id')).toBe(value)
})

it('may stand in any of several headers; the first one counts', () => {
  const raw = ['Cookie', 'a=1', 'accept', 'id=5', 'COOKIE', 'id=7', 'cookie', 'id=8']
  expect(cookieOf(raw, 'id')).toBe('7')
  expect(cookieOf(['set-cookie', 'id=7'], 'id')).toBeUndefined()
})

it('is found in time that grows with the header, whatever stands there', () => {
  const took = (count: number) => {
    const line = `a=${' '.repeat(count)}x${' '.repeat(count)}; id=7${' \t'.repeat(count)}x`
    const start = performance.now()
    for (let n = 0; n < 20; n++) cookieOf(['cookie', line], 'id')
    return performance.now() - start
  }
  took(1000)
  // Sixteen times the length: a square would take 256 times as long.
  const least = (count: number) => Math.min(...Array.from({ length: 5 }, () => took(count)))
  expect(least(64_000)).toBeLessThan(80 * least(4000))
})
