import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const flat = (path: string) => readFileSync(join(root, path), 'utf8').replace(/\s+/g, ' ')
const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => ({ path: `test/${path}`, text: flat(`test/${path}`) }))

/** `a.test.ts` «begins …» → each test that a row of a README names, with its file. */
function namedIn(readme: string) {
  return flat(readme)
    .split('|')
    .flatMap((cell) => {
      const files = [...cell.matchAll(/`([\w/-]+\.test\.ts)`/g)]
      return files.flatMap(({ 1: file = '', index }, n) => {
        const until = files[n + 1]?.index ?? cell.length
        const sentences = [...cell.slice(index, until).matchAll(/«([^»]+)»/g)]
        return sentences.map(([, sentence = '']) => ({ file, sentence }))
      })
    })
}

it.each([
  ['src/reconciler/README.md', 30],
  ['src/kube/README.md', 50],
  ['src/disk/README.md', 20],
  ['src/routing/README.md', 25],
  ['src/router/README.md', 20],
  ['src/evidence/README.md', 35],
  ['src/plan/README.md', 15],
  ['src/stats/README.md', 30],
  ['src/origins/README.md', 40],
  ['src/onnx/README.md', 12],
  ['src/server/models/README.md', 14],
])('every test that %s names is there', (readme, atLeast) => {
  const named = namedIn(readme)
  const isThere = ({ file, sentence }: { readonly file: string; readonly sentence: string }) =>
    tests.some(
      ({ path, text }) =>
        path.endsWith(`/${file.replace(/^test\//, '')}`) &&
        sentence.split('…').every((part) => text.includes(part.trim())),
    )
  expect(named.filter((each) => !isThere(each))).toEqual([])
  expect(named.length).toBeGreaterThan(atLeast)
})
