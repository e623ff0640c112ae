import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  reachedIn,
  secretsIn,
  writeKubeconfig,
  writePrivately,
} from '../../../src/local/server/access.ts'
import { newFolder } from './home/folder.ts'

it('has the same secrets in another life, in a file for its owner alone', () => {
  const file = join(newFolder(), 'secrets.json')
  const secrets = secretsIn(file)
  expect(secretsIn(file)).toEqual(secrets)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(secretsIn(undefined).token).not.toBe(secrets.token)
})

it.each([
  ['empty', ''],
  ['cut off', '{"token":"a'],
  ['of another form', '{"token":"a","cert":"b"}'],
])('says which file is damaged where that of its secrets is %s, and what to do', (_, text) => {
  const file = join(newFolder(), 'secrets.json')
  writeFileSync(file, text)
  expect(() => secretsIn(file)).toThrow(
    expect.objectContaining({
      code: 'StateCorrupt',
      message: `${file} is damaged: remove it, and it is made anew, and with it the kubeconfig`,
    }),
  )
})

it('writes a whole file for its owner alone, whatever was there, and leaves nothing beside it', () => {
  const folder = newFolder()
  const file = join(folder, 'a/b/file')
  writePrivately(file, 'one')
  chmodSync(file, 0o666)
  writePrivately(file, 'two')
  expect(readFileSync(file, 'utf8')).toBe('two')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(folder, 'a/b'))).toEqual(['file'])
})

it.each(['/proc/x/file', '/proc/file'])('says at once that it cannot write %s', (file) => {
  expect(() => writePrivately(file, '')).toThrow(
    expect.objectContaining({
      code: 'StateUnwritable',
      message: expect.stringContaining(`cannot write to ${file}: ENOENT`),
    }),
  )
})

it('reads what it has written for kubectl, and takes nothing else for its own', () => {
  const file = join(newFolder(), 'kubeconfig')
  const reached = { url: 'https://127.0.0.1:1', token: 't', ca: 'certificate' }
  writeKubeconfig(file, reached)
  expect(reachedIn(readFileSync(file, 'utf8'))).toEqual(reached)
  for (const text of [
    '',
    'null',
    '[]',
    '{"current-context":"contender-local"}',
    '{"current-context":"contender-local","clusters":[{"cluster":null}],"users":3}',
    'current-context: contender-local',
  ]) {
    expect(reachedIn(text)).toBeUndefined()
  }
})
