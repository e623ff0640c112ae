import { expect, it } from 'vitest'
import { isJsonObject } from '../../../src/api/json.ts'
import { type Manifest, readManifests } from '../../../src/manifest/manifest.ts'
import { documents } from './documents.ts'
import { print, recorded } from './print.ts'

/** Expectations recorded from kubectl 1.32; see documents.ts. */
it.each(documents.filter(({ isRefused }) => !isRefused))('reads $name', ({ text, specs }) => {
  const manifests = readManifests(text)
  expect(manifests.map(specOf)).toEqual(specs.map(recorded))
  expect(manifests.some(({ value }) => value === null)).toBe(false)
})

it.each(documents.filter(({ isRefused }) => isRefused))('refuses $name', ({ text, specs }) => {
  const manifests = readManifests(text)
  expect(manifests.slice(0, specs.length).map(specOf)).toEqual(specs.map(recorded))
  const unread = manifests.filter(({ value }) => value === null)
  expect(unread.length).toBeGreaterThan(0)
  for (const { problems } of unread) {
    expect(problems.length).toBeGreaterThan(0)
    for (const { at } of problems) expect(isWithin(text, at), JSON.stringify(at)).toBe(true)
  }
})

it('goes on with the next document where kubectl gives up', () => {
  const manifests = readManifests('a: 1\n---\nb: [\n---\nc: 3\n')
  expect(manifests.map(({ value }) => value)).toEqual([{ a: 1 }, null, { c: 3 }])
})

it.each([
  ['a file without documents', '# nothing\n---\n', 0],
  ['text without line breaks', 'a: 1', 1],
  ['an empty list', '---\n[]\n', 1],
])('finds in %s as many documents as kubectl', (_, text, count) => {
  expect(readManifests(text)).toHaveLength(count)
})

it('keeps a key like __proto__ a plain field', () => {
  for (const text of ['__proto__: {a: 1}\n', '{"__proto__": {"a": 1}}']) {
    const value = readManifests(text)[0]?.value
    expect(print(value)).toBe('{"__proto__":{"a":1}}')
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  }
})

function isWithin(text: string, { line, column }: Manifest['problems'][number]['at']): boolean {
  const written = text.split('\n')[line - 1]
  return written !== undefined && column >= 1 && column <= written.length + 1
}

const specOf = ({ value }: Manifest) => print(isJsonObject(value) ? value['spec'] : undefined)
