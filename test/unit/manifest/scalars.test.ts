import { expect, it } from 'vitest'
import { isJsonObject } from '../../../src/api/json.ts'
import { readManifests } from '../../../src/manifest/manifest.ts'
import { print, recorded } from './print.ts'
import { scalarManifest, scalars } from './scalars.ts'

/** Expectations recorded from kubectl 1.32 and kube-apiserver 1.36; see scalars.ts. */
it.each(scalars)('reads %j as kubectl does', (text, json) => {
  const [manifest, ...more] = readManifests(scalarManifest(text, 'a'))
  expect(more).toEqual([])
  if (json === null) {
    expect(manifest?.value).toBeNull()
    expect(manifest?.problems).not.toEqual([])
    return
  }
  expect(print(specOf(manifest?.value))).toBe(`{"v":${recorded(json)}}`)
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
  ['1.5', '1.5'],
  ['0.1', '0.1'],
  ['1e5', '100000'],
  ['1e6', '1e+06'],
  ['123456.5', '123456.5'],
  ['0.0001', '0.0001'],
  ['0.00001', '1e-05'],
  ['16777217.5', '1.6777218e+07'],
  ['1e40', '.inf'],
  ['-1e40', '-.inf'],
  ['.nan', '.nan'],
  ['-0.0', '-0'],
  ['0x10', '16'],
  ['-010', '-8'],
  ['Yes', 'true'],
  ['2024-01-01', '2024-01-01'],
  ['!!str 1.50', '1.50'],
])('makes of the key %s the key "%s"', (text, key) => {
  expect(readManifests(`? ${text}\n: v\n`)[0]?.value).toEqual({ [key]: 'v' })
})

const specOf = (value: Parameters<typeof isJsonObject>[0]) =>
  isJsonObject(value) ? value['spec'] : undefined
