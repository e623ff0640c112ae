import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openJournal } from '../../../src/disk/journal.ts'
import { lockFolder } from '../../../src/disk/lock.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { startWriter } from './child.ts'
import { snapshotOf } from './counted.ts'
import { newFolder } from './folder.ts'

const open = (folder: string) => openJournal(folder, { clock: systemClock })
const anything = () => true

it('lets one process at a time into a folder, and says which', async () => {
  const folder = join(newFolder(), 'state')
  const other = join(newFolder(), 'other')
  const holder = await startWriter([folder, '1', 'idle'], anything)
  onTestFinished(() => void holder.end())
  symlinkSync(folder, other)
  for (const path of [folder, other]) {
    await expect(open(path)).rejects.toMatchObject({
      code: 'StateInUse',
      message: `${path} is in use by process ${holder.pid}`,
    })
  }
  await holder.end()
  const { begin } = await open(other)
  await expect(open(folder)).rejects.toThrow(`is in use by process ${process.pid}`)
  const journal = await begin(() => snapshotOf(0))
  await expect(open(folder)).rejects.toThrow(`is in use by process ${process.pid}`)
  await journal.close()
  const { release } = await open(folder)
  release()
})

it('holds nothing against the children of a process that was killed', async () => {
  const folder = newFolder()
  const holder = await startWriter([folder, '1', 'parent'], anything)
  const [child] = await holder.end()
  const pid = child?.about ?? 0
  onTestFinished(() => void process.kill(pid, 'SIGKILL'))
  expect(process.kill(pid, 0), 'the child lives').toBe(true)
  const { release } = await open(folder)
  release()
})

it('gives a folder free once, and not again when another has it', async () => {
  const folder = newFolder()
  const release = await lockFolder(folder)
  release()
  const later = await lockFolder(folder)
  release()
  expect(readFileSync(join(folder, 'owner'), 'utf8')).toBe(`${process.pid}\n`)
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'StateInUse' })
  later()
})

it('holds no folder in which it could not say whose it is', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'owner'))
  for (const _ of 'ab') {
    await expect(open(folder)).rejects.toMatchObject({
      code: 'StateUnwritable',
      message: expect.stringContaining(`cannot write to ${folder}: EISDIR`),
    })
  }
})

it('keeps others out of the folder that it makes, and out of its files in any', async () => {
  const made = join(newFolder(), 'a/b')
  const given = join(newFolder(), 'given')
  mkdirSync(given, { mode: 0o755 })
  for (const folder of [made, given]) {
    const journal = await (await open(folder)).begin(() => snapshotOf(0))
    const names = readdirSync(folder)
    expect(names).toEqual(['journal-00000001-00000001', 'owner', 'term-00000001'])
    for (const name of names) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)
    await journal.close()
  }
  expect(statSync(made).mode & 0o777).toBe(0o700)
})

it('says so where there can be no folder', async () => {
  const file = join(newFolder(), 'file')
  writeFileSync(file, '')
  for (const path of [file, join(file, 'below')]) {
    await expect(open(path)).rejects.toMatchObject({
      code: 'StateUnwritable',
      message: expect.stringContaining(`cannot write to ${path}: E`),
    })
  }
})
