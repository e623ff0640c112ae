import { expect, it } from 'vitest'
import { fill } from '../../../local/conformance/fill.ts'

const said = { ns: 'here', made: { metadata: { uid: 'u-1', generation: 2 } } }

it('puts what answers have said in the place of its name, in keys, texts and lists', () =>
  expect(
    fill({ 'a/<ns>': ['uid <made.metadata.uid>', '<made.metadata.generation>'] }, said),
  ).toEqual({
    'a/here': ['uid u-1', '2'],
  }))

it('leaves other words in such brackets alone', () =>
  expect(fill('<none> <Object> <made', said)).toBe('<none> <Object> <made'))

it('says which answer lacks what is asked of it', () =>
  expect(() => fill('<made.metadata.name>', said)).toThrow('<made.metadata.name>'))
