import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemFiles } from '../../../../src/server/models/files.ts'
import { createSettingsFile } from '../../../../src/server/models/following.ts'
import { createHands } from '../../../hands.ts'
import { newFolder } from '../../origins/given.ts'
import { until } from './given.ts'

/** A settings file that is followed; `look` lets it be looked at once. */
async function givenFile(text: string, { readFile = systemFiles.readFile } = {}) {
  const path = join(newFolder(), 'settings.yaml')
  writeFileSync(path, text)
  return followed(path, readFile)
}

async function followed(path: string, readFile = systemFiles.readFile) {
  const hands = createHands()
  const heard: string[] = []
  const ports = { ...systemFiles, readFile, clock: hands, everyMs: 1_000 }
  const refused = ({ code, message }: { code: string; message: string }) =>
    void heard.push(`${code} ${message.slice(path.length)}`)
  const file = createSettingsFile(path, { ...ports, refused })
  const first = await file.read()
  const stopping = new AbortController()
  const following = file.follow(
    (models) => void heard.push(models.map(({ name }) => name).join(' ')),
    stopping.signal,
  )
  onTestFinished(async () => {
    stopping.abort()
    await following
    expect(hands.sleepers()).toBe(0)
  })
  const look = async (times = 1) => {
    for (let nth = 0; nth < times; nth++) {
      await until(() => hands.sleepers() === 1, 'the pause')
      await hands.turn(1_000)
    }
    await until(() => hands.sleepers() === 1, 'the pause')
  }
  return { path, first: first.map(({ name }) => name), heard, look }
}

const listing = (...names: readonly string[]) =>
  `models:\n${names.map((name) => `- { name: ${name}, uri: file:///a }\n`).join('')}`

it('says what is wanted once it has changed, and is the same in two looks', async () => {
  const { path, first, heard, look } = await givenFile(listing('iris'))
  expect(first).toEqual(['iris'])
  await look(3)
  expect(heard).toEqual([])
  writeFileSync(path, listing('iris', 'wine'))
  await look()
  expect(heard).toEqual([])
  await look(3)
  expect(heard).toEqual(['iris wine'])
})

it('takes no half of a file that is still being written', async () => {
  const { path, heard, look } = await givenFile(listing('a'))
  for (const names of ['ab', 'abc', 'abcd']) {
    writeFileSync(path, listing(...names)) // each would do, if it were all
    await look()
  }
  await look(4)
  expect(heard).toEqual(['a b c d'])
})

it('takes nothing that changes while it is read', async () => {
  let writes = 0
  const { path, heard, look } = await givenFile(listing('a'), {
    async readFile(path) {
      const bytes = await systemFiles.readFile(path)
      if (writes-- > 0) writeFileSync(path, listing('a', 'b', 'c'))
      return bytes
    },
  })
  writes = 1
  writeFileSync(path, listing('a', 'b'))
  await look(5)
  expect(heard).toEqual(['a b c'])
})

it('changes nothing for a file that is bad, or gone, and tells it once', async () => {
  const { path, heard, look } = await givenFile(listing('a'))
  writeFileSync(path, 'models: [{ name: a }]')
  await look(5)
  rmSync(path)
  await look(5)
  writeFileSync(path, Buffer.from([0xff, 0xfe]))
  await look(5)
  writeFileSync(path, listing('b'))
  await look(5)
  expect(heard).toEqual([
    'SettingsInvalid :1: models[0] has no uri',
    expect.stringMatching(/^SettingsInvalid : ENOENT/),
    'SettingsInvalid : is no UTF-8 text',
    'b',
  ])
})

it('follows a mounted ConfigMap: links that are swapped', async () => {
  const folder = newFolder()
  const mount = (nth: number, text: string) => {
    mkdirSync(join(folder, `..${nth}`))
    writeFileSync(join(folder, `..${nth}`, 'settings.yaml'), text)
    symlinkSync(`..${nth}`, join(folder, '..new'))
    renameSync(join(folder, '..new'), join(folder, '..data'))
  }
  mount(1, listing('iris'))
  symlinkSync('..data/settings.yaml', join(folder, 'settings.yaml'))
  const { heard, look } = await followed(join(folder, 'settings.yaml'))
  mount(2, listing('wine'))
  rmSync(join(folder, '..1'), { recursive: true })
  await look(3)
  mount(3, listing('wine'))
  await look(3)
  mount(4, listing('lily'))
  await look(3)
  expect(heard).toEqual(['wine', 'lily'])
})
