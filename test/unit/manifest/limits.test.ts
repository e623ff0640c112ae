import { expect, it } from 'vitest'
import { compose } from '../../../src/manifest/compose.ts'
import { readManifests } from '../../../src/manifest/manifest.ts'
import { below, chance } from '../../chance.ts'

const refusal = (text: string) => readManifests(text)[0]?.problems[0]?.message

it.each([
  ['brackets', '['.repeat(1_000_000)],
  ['brackets in JSON', `{"a":${'['.repeat(1_000_000)}`],
  ['dashes', '- '.repeat(1_000_000)],
  ['indented keys', Array.from({ length: 1100 }, (_, n) => `${' '.repeat(n)}a:\n`).join('')],
])('refuses what is nested too deeply: %s', (_, text) => {
  expect(refusal(`${text}`)).toBe('nested deeper than 300 levels')
})

it('reads 290 levels', () => {
  const text = `${'['.repeat(290)}${']'.repeat(290)}`
  expect(readManifests(text)[0]?.problems).toEqual([])
  expect(readManifests(`{"a":${text}}`)[0]?.problems).toEqual([])
})

/** kubectl 1.32 draws the line where aliases make 99 % of the steps of decoding. */
it.each([
  [90, undefined],
  [150, 'too much of the document comes from aliases'],
])('takes %i aliases of a list of 1,000 as kubectl does', (count, message) => {
  const text = `a: &a [${Array(1000).fill('x')}]\nb:\n${'- *a\n'.repeat(count)}`
  expect(refusal(text)).toBe(message)
})

it('refuses a document of more tokens than the memory holds', () => {
  const text = `[${'1, '.repeat(50)}1]`
  expect(compose(text, 300)).toHaveProperty('root')
  expect(compose(text, 200)).toMatchObject({ message: 'the document is too large' })
})

it('reads a file of 5 MB', () => {
  const lines = Array.from({ length: 25_000 }, (_, n) => `  key${n}: ${'word '.repeat(39)}\n`)
  const [manifest, ...more] = readManifests(`a:\n${lines.join('')}`)
  expect(more).toEqual([])
  expect(manifest?.problems).toEqual([])
  expect(manifest?.locate(['a', 'key24999'])).toEqual({ line: 25_001, column: 3 })
})

it('survives many errors, and leaves the stacks of others as they were', () => {
  const limit = Error.stackTraceLimit
  expect(refusal(`a: "${'\\q'.repeat(100_000)}"`)).toMatch('no such escape')
  expect(Error.stackTraceLimit).toBe(limit)
})

it('never throws, and places every problem inside the text (property, seed 11)', () => {
  const random = chance(11)
  const parts = ' \n\t:-#{}[],"\'|>&*!?%@`\\~<=.0a\r\uFEFF\u2028é'.split('')
  const more = [': ', '- ', '---\n', '...\n', '<<: ', '&a ', '*a', '!!int ', 'a: ', '{"a":', '  ']
  const pick = () => [...parts, ...more][below(random, parts.length + more.length)] ?? ''
  for (let run = 0; run < 4000; run++) {
    const text = Array.from({ length: 1 + below(random, 24) }, pick).join('')
    const lines = text.split('\n')
    for (const { value, problems, locate } of readManifests(text)) {
      expect(value !== null || problems.length > 0, JSON.stringify(text)).toBe(true)
      for (const { line, column } of [locate([]), locate(['a', 0]), ...problems.map((p) => p.at)]) {
        expect(lines[line - 1], JSON.stringify(text)).toBeDefined()
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1)
      }
    }
  }
})
