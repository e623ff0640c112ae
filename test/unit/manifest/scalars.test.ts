import { expect, it } from 'vitest'
import { isJsonObject } from '../../../src/api/json.ts'
import { readManifests } from '../../../src/manifest/manifest.ts'
import { print, recorded } from './print.ts'
import { agreed, scalarManifest, stricter } from './scalars.ts'

/** Expectations recorded from kubectl 1.32 and kube-apiserver 1.36; see scalars.ts. */
it.each(agreed)('reads %j as kubectl does', (text, json) => {
  const [manifest, ...more] = readManifests(scalarManifest(text, 'a'))
  expect(more).toEqual([])
  if (json === null) {
    expect(manifest?.value).toBeNull()
    expect(manifest?.problems).not.toEqual([])
    return
  }
  expect(print(specOf(manifest?.value))).toBe(`{"v":${recorded(json)}}`)
})

it.each(stricter)('refuses %j, which kubectl takes', (text) => {
  const [manifest, ...more] = readManifests(scalarManifest(text, 'a'))
  expect(more).toEqual([])
  expect(manifest?.value).toBeNull()
  expect(manifest?.problems).toHaveLength(1)
})

it('keeps integers of 64 bits exact and makes longer ones floats, as the API server', () => {
  const values = [
    '9007199254740991',
    '9007199254740993',
    '-0x8000000000000000',
    '9223372036854775808',
  ]
  const [manifest] = readManifests(`[${values}]`)
  expect(manifest?.value).toEqual([2 ** 53 - 1, 2n ** 53n + 1n, -(2n ** 63n), 2 ** 63])
})

it.each([
  ['0x10', '16'],
  ['-010', '-8'],
  ['Yes', 'true'],
  ['2024-01-01', '2024-01-01'],
  ['!!str 1.50', '1.50'],
])('makes of the key %s the key "%s"', (text, key) => {
  expect(readManifests(`? ${text}\n: v\n`)[0]?.value).toEqual({ [key]: 'v' })
})

it.each([
  '1.5',
  '1e5',
  '-0.0',
  '1e40',
  '.nan',
  '~',
  '18446744073709551615',
])('refuses %s as a key unless it is quoted', (text) => {
  expect(readManifests(`${text}: v\n`)[0]?.problems[0]?.message).toMatch('quote any other')
  expect(readManifests(`"${text}": v\n`)[0]?.value).toEqual({ [text]: 'v' })
})

it.each([
  ['010', 8, '010'],
  ['no', false, 'no'],
  ['1.10', 1.1, '1.10'],
  ['~', null, '~'],
  ['v3', 'v3', 'v3'],
  ['a\n    b', 'a b', 'a b'],
  ['"010"', '010', undefined],
  ["'no'", 'no', undefined],
  ['!!str 1.10', '1.10', undefined],
  ['|\n    1.10', '1.10\n', undefined],
  ['[1.10]', [1.1], undefined],
  ['', null, undefined],
])('knows how %j was written', (text, value, source) => {
  const [manifest] = readManifests(scalarManifest(text, 'a'))
  expect(specOf(manifest?.value)).toEqual({ v: value })
  expect(manifest?.sourceAt(['spec', 'v'])).toBe(source)
})

it('knows how numbers and words were written in lists, behind aliases and in JSON', () => {
  const [yaml] = readManifests('a: [&x 1.10, 010]\nb: *x\n')
  expect(yaml?.sourceAt(['a', 1])).toBe('010')
  expect(yaml?.sourceAt(['b'])).toBe('1.10')
  expect(yaml?.sourceAt(['c'])).toBeUndefined()
  const [json] = readManifests('{"a": [1.10, 1e3, true, "1.10"]}')
  const sources = [0, 1, 2, 3, 4].map((step) => json?.sourceAt(['a', step]))
  expect(sources).toEqual(['1.10', '1e3', 'true', undefined, undefined])
})

const specOf = (value: Parameters<typeof isJsonObject>[0]) =>
  isJsonObject(value) ? value['spec'] : undefined
