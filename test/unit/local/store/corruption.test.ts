import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openOn } from '../../../../src/local/store/directory.ts'
import { createDisk } from '../../../../src/local/store/disk.ts'
import { firstVersion } from '../../../../src/local/store/keeping.ts'
import { lineOf } from '../../../../src/local/store/lines.ts'
import type { Store } from '../../../../src/local/store/store.ts'
import { chance } from '../../../chance.ts'
import { newFolder } from './folder.ts'
import { contentOf, noTrouble, thing, writeByChance } from './given.ts'
import { createMemoryDisk, type Files } from './memory-disk.ts'

vi.setConfig({ testTimeout: 30_000 }) // a busy machine is slow, not wrong

const openedFrom = (files: Files) =>
  openOn(createMemoryDisk(files), '/state', { trouble: noTrouble })

/** The files of a store whose writes were all acknowledged, and what it held. */
async function written(logBytes: number): Promise<{ files: Files; content: string }> {
  const disk = createMemoryDisk()
  const store = await openOn(disk, '/state', { trouble: noTrouble, logBytes })
  const random = chance(5)
  for (let n = 0; n < 12; n++) writeByChance(store, random, 8)
  await store.durable()
  for (let n = 0; n < 4; n++) writeByChance(store, random, 8)
  await store.close()
  return { files: disk.files(), content: contentOf(store) }
}

/** What comes of files: what they hold, or why they are refused. */
const outcome = (files: Files): Promise<string> =>
  openedFrom(files).then(contentOf, (cause) => cause.code ?? `${cause}`)

function withFlip(files: Files, name: string, at: number): Files {
  const content = Buffer.from(files.get(name) ?? '')
  content[at] = (content[at] ?? 0) ^ 1
  return new Map([...files, [name, content]])
}

it.each([
  ['a log', 1e9, 'log-00000001'],
  ['a snapshot', 1200, 'snapshot-00000002'],
])('never begins with less than was acknowledged, whichever byte of %s changes', async (_, logBytes, name) => {
  const { files, content } = await written(logBytes)
  const length = files.get(name)?.length ?? 0
  const seen = { [content]: 0, StateCorrupt: 0 }
  expect(length).toBeGreaterThan(1000)
  for (let at = 0; at < length; at++) {
    const found = await outcome(withFlip(files, name, at))
    expect(Object.keys(seen), `byte ${at}`).toContain(found)
    seen[found] = (seen[found] ?? 0) + 1
  }
  expect(seen['StateCorrupt']).toBeGreaterThan(length - 150) // without its last marks it is still whole
})

it('says which file is damaged, at which byte, and how to give up what follows; and that works', async () => {
  const folder = join(newFolder(), "it's here")
  mkdirSync(folder)
  const open = (): Promise<Store> =>
    openOn(createDisk(folder), folder, { trouble: noTrouble, logBytes: 1200 })
  const store = await open()
  for (let n = 10; n < 30; n++) store.put('pods', `a/${n}`, thing(`${n}`))
  await store.durable() // a snapshot follows, and log 2
  await expect.poll(() => createDisk(folder).names()).toEqual(['log-00000002', 'snapshot-00000002'])
  for (const name of ['u', 'v', 'w']) store.put('pods', `a/${name}`, thing(name))
  await store.durable()
  await store.close()
  const path = join(folder, 'log-00000002')
  const content = readFileSync(path)
  const second = content.indexOf('"a/v"')
  content[second + 1] = 0x62
  writeFileSync(path, content)
  const begin = content.lastIndexOf('\n', second) + 1

  const refused = await open().catch((cause) => cause)
  expect(refused).toMatchObject({ name: 'ContenderError', code: 'StateCorrupt' })
  const [said, command = ''] = refused.message.split(/ and to give them up: /)
  expect(said).toBe(`${path} is damaged at byte ${begin}; acknowledged writes come after it,`)
  expect(readFileSync(path).equals(content), 'nothing was written').toBe(true)

  execFileSync('sh', ['-c', command])
  const saved = await open()
  expect(saved.get('pods', 'a/u')).toBeDefined()
  expect(saved.size()).toBe(21)
  await saved.close()
})

it('refuses where an earlier log ends early, and names what to give up', async () => {
  const first = await written(1e9)
  const log = (number: number, ...records: readonly object[]) =>
    [
      `log-0000000${number}`,
      Buffer.concat(records.map((record) => lineOf(JSON.stringify(record)))),
    ] as const
  const header = { kind: 'log', format: 1, log: 2, after: firstVersion + 16 }
  const whole = new Map([
    ...first.files,
    log(2, header, { kind: 'durable', version: firstVersion + 16 }),
  ])
  expect(await outcome(whole)).toBe(first.content)
  const content = whole.get('log-00000001') ?? Buffer.alloc(0)
  const cut = content.lastIndexOf('\n', content.lastIndexOf('"kind":"change"'))
  const short = new Map([...whole, ['log-00000001', content.subarray(0, cut + 1)]])
  await expect(openedFrom(short)).rejects.toThrow(
    "/state/log-00000002 is damaged at byte 0; acknowledged writes come after it, and to give them up: truncate -s 0 '/state/log-00000002'",
  )
})

it('refuses where a whole record is missing from the middle', async () => {
  const { files } = await written(1e9)
  const lines = `${files.get('log-00000001')}`.split('\n')
  const at = lines.findIndex((line) => line.includes('"version":9'))
  const without = Buffer.from(lines.toSpliced(at, 1).join('\n'))
  expect(await outcome(new Map([['log-00000001', without]]))).toBe('StateCorrupt')
})

it.each([
  ['log-00000003', '/state/log-00000003 is missing'],
  ['snapshot-00000003', '/state/snapshot-00000003 is missing'],
])('refuses where %s is missing', async (name, said) => {
  const disk = createMemoryDisk()
  for (const _ of 'ab') {
    const store = await openOn(disk, '/state', { trouble: noTrouble, logBytes: 100 })
    for (let n = 0; n < 5; n++) store.put('pods', `a/${n}`, thing('x'))
    await store.close()
  }
  expect(disk.files().has(name)).toBe(true)
  const files = new Map(disk.files())
  files.delete(name)
  await expect(openedFrom(files)).rejects.toMatchObject({ code: 'StateCorrupt', message: said })
})

it('takes an older snapshot where the newest is damaged and all logs since are there', async () => {
  const { files, content } = await written(1e9)
  const damaged = new Map([...files, ['snapshot-00000001', Buffer.from('rubbish')]])
  expect(await outcome(damaged)).toBe(content)
})

it.each([
  ['log', { kind: 'log', format: 2, log: 1, after: 1 }],
  ['snapshot', { kind: 'snapshot', format: 2, snapshot: 1, version: 1, objects: 0 }],
])('leaves the %s of a newer Contender alone', async (kind, header) => {
  const files = new Map([[`${kind}-00000001`, lineOf(JSON.stringify(header))]])
  await expect(openedFrom(files)).rejects.toMatchObject({
    code: 'StateTooNew',
    message: `/state/${kind}-00000001 has format 2, and this version reads up to 1`,
  })
})

it('owes it to the checksum: with a right one, garbage is taken for what was written', async () => {
  const { files, content } = await written(1e9)
  const log = `${files.get('log-00000001')}`
  const [line = ''] = /.*"kind":"change".*/.exec(log) ?? []
  const garbage = line.slice(18).replace('"name":"n', '"name":"m')
  const forged = (text: string) =>
    new Map([['log-00000001', Buffer.from(log.replace(`${line}\n`, text))]])
  expect(await outcome(forged(`${line.slice(0, 18)}${garbage}\n`))).toBe('StateCorrupt')
  const taken = await outcome(forged(`${lineOf(garbage)}`))
  expect(taken).toContain('"name":"m')
  expect(content).not.toContain('"name":"m')
})
