import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { keysAt } from '../../../src/cli/mounted-keys.ts'
import { keyOf } from '../../../src/routing/keys.ts'

const secretOf = (id: string) => Buffer.alloc(32, id).toString('base64')

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'contender-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** As a kubelet does it: files in a folder of their own, to which one link is turned at once. */
function mount(folder: string, version: string, ids: readonly string[]): void {
  mkdirSync(join(folder, version))
  for (const id of ids) writeFileSync(join(folder, version, id), secretOf(id))
  symlinkSync(version, join(folder, '..data_tmp'))
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
  for (const id of ids) {
    rmSync(join(folder, id), { force: true })
    symlinkSync(join('..data', id), join(folder, id))
  }
}

const idsAt = async (path: string) => [...(await keysAt(path)).keys()].sort()

it('reads a mapping in a file', async () => {
  const file = join(aFolder(), 'keys.json')
  writeFileSync(file, JSON.stringify({ k1: secretOf('k1') }))
  expect((await keysAt(file)).get('k1')).toEqual(keyOf('k1', Buffer.alloc(32, 'k1')))
})

it('reads a folder of plain files, and leaves out what begins with a dot', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'k1'), `${secretOf('k1')}\n`)
  writeFileSync(join(folder, '.k2.swp'), 'x')
  expect(await idsAt(folder)).toEqual(['k1'])
})

it('reads a mounted Secret where its link leads: links of keys that are gone may still be there', async () => {
  const folder = aFolder()
  mount(folder, '..1', ['k1', 'k2'])
  expect(await idsAt(folder)).toEqual(['k1', 'k2'])
  mount(folder, '..2', ['k2', 'k3'])
  rmSync(join(folder, '..1'), { recursive: true })
  expect(await idsAt(folder)).toEqual(['k2', 'k3'])
})

it('is one state or the other, never both, while the Secret is swapped under it', async () => {
  const folder = aFolder()
  const states = [
    ['a1', 'a2', 'a3'],
    ['b1', 'b2', 'b3'],
  ]
  mount(folder, '..0', states[0] ?? [])
  const seen = new Set<string>()
  for (let swap = 1; swap <= 200; swap++) {
    const reading = idsAt(folder)
    await Promise.race([reading, new Promise((resolve) => setImmediate(resolve))])
    mount(folder, `..${swap}`, states[swap % 2] ?? [])
    rmSync(join(folder, `..${swap - 1}`), { recursive: true })
    seen.add((await reading).join())
  }
  expect([...seen].sort()).toEqual(states.map((ids) => ids.join()))
})

it.each([
  ['nothing', () => {}, /^\/.*keys: can’t be read: ENOENT/],
  ['no JSON', (path: string) => writeFileSync(path, '{"k1": "c2Vj'), /^\/.*keys: is no JSON$/],
  ['no key', (path: string) => mkdirSync(path), /^\/.*keys: it is empty/],
  [
    'a bad secret',
    (path: string) => {
      mkdirSync(path)
      writeFileSync(join(path, 'k1'), 'c2VjcmV0')
    },
    /^\/.*keys: k1: has 6 bytes of 32$/,
  ],
])('names the path where there is %s', async (_, make, message) => {
  const path = join(aFolder(), 'keys')
  make(path)
  await expect(keysAt(path)).rejects.toMatchObject({
    ...{ code: 'KeysInvalid', message: expect.stringMatching(message) },
  })
})
