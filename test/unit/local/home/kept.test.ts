import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openKept } from '../../../../src/local/home/kept.ts'
import { newFolder } from './folder.ts'

const modeOf = (path: string) => statSync(path).mode & 0o777

function opened(folder: string): readonly string[] {
  const warnings: string[] = []
  openKept(folder, (words) => warnings.push(words))
  return warnings
}

it('makes a folder for its owner alone', () => {
  const folder = join(newFolder(), 'a/b')
  expect(opened(folder)).toEqual([])
  expect(modeOf(folder)).toBe(0o700)
})

it.each([
  [0o700, undefined],
  [0o755, undefined],
  [0o775, 'its group'],
  [0o777, 'everybody'],
])('warns of a folder of mode %o if others may write to it', (mode, others) => {
  const folder = newFolder()
  chmodSync(folder, mode)
  const warning = `${others} may write to ${folder}, where the secrets of the cluster lie: chmod go-w ${folder}`
  expect(opened(folder)).toEqual(others === undefined ? [] : [warning])
  expect(modeOf(folder), 'that is for its owner to change').toBe(mode)
})

it.runIf(process.getuid?.() === 0).each([
  [0o755, false],
  [0o775, true],
  [0o1777, true],
])(
  'refuses a folder of another user of mode %o if more than he may write to it: %s',
  (mode, isRefused) => {
    const folder = newFolder()
    chmodSync(folder, mode)
    chownSync(folder, 65_534, 65_534)
    const open = () => opened(folder)
    if (!isRefused) expect(open()).toEqual([])
    else expect(open).toThrow(`${folder} belongs to another user, and`)
  },
)

it('takes from others what a copy has given to them', () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'objects'), { mode: 0o755 })
  for (const name of ['secrets.json', 'kubeconfig', 'of-the-user']) {
    writeFileSync(join(folder, name), '', { mode: 0o644 })
  }
  expect(opened(folder)).toEqual([])
  const modes = ['objects', 'secrets.json', 'kubeconfig', 'of-the-user'].map((name) =>
    modeOf(join(folder, name)).toString(8),
  )
  expect(modes).toEqual(['700', '600', '600', '644'])
})

it.each([
  ['where nothing can be made', () => '/proc/x', /cannot write to \/proc\/x: ENOENT/],
  [
    'where nothing can be made, further down',
    () => '/proc/x/y/z',
    /cannot write to \/proc\/x\/y\/z: ENOENT.*mkdir '\/proc\/x'/,
  ],
  ['where a file is', () => fileIn(newFolder()), /cannot write to .*\/file: EEXIST/],
  ['below a file', () => join(fileIn(newFolder()), 'below'), /cannot write to .*below: E/],
])('refuses, at once, a folder %s', (_, pathOf, words) => {
  const path = pathOf()
  expect(() => opened(path)).toThrow(
    expect.objectContaining({ code: 'StateUnwritable', message: expect.stringMatching(words) }),
  )
})

function fileIn(folder: string): string {
  writeFileSync(join(folder, 'file'), '')
  return join(folder, 'file')
}
