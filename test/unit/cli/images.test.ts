import { expect, it } from 'vitest'
import { imagesIn } from '../../../src/cli/images.ts'

it('divides a command into words as a shell does', () => {
  expect(imagesIn(['web:1=sh -c \'echo "a b"\' $(PORT)', 'b=c'])).toMatchObject({
    'web:1': { command: ['sh', '-c', 'echo "a b"', '$(PORT)'] },
    b: { command: ['c'] },
  })
})

it('takes one image twice for a slip where the commands differ, and shows both', () => {
  expect(() => imagesIn(['a=b c', 'other=x', 'a=b d'])).toThrow(
    expect.objectContaining({
      code: 'UsageInvalid',
      message: "--image says two things of a: 'a=b c' and 'a=b d'",
    }),
  )
  expect(Object.keys(imagesIn(['a=b c', "a=b  'c'"]))).toEqual(['a'])
})
