import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openDirectoryStore } from '../../../../src/local/store/directory.ts'
import { startWriter } from './child.ts'
import { newFolder } from './folder.ts'
import { noTrouble, thing } from './given.ts'

vi.setConfig({ testTimeout: 30_000 }) // a busy machine is slow, not wrong

const open = (folder: string) => openDirectoryStore(folder, { trouble: noTrouble })

it('lets one process at a time into a folder, and says which', async () => {
  const folder = join(newFolder(), 'state')
  const other = join(newFolder(), 'other')
  const holder = await startWriter([folder, '1', 'idle'])
  onTestFinished(() => void holder.end())
  symlinkSync(folder, other)
  for (const path of [folder, other]) {
    await expect(open(path)).rejects.toMatchObject({
      code: 'StateInUse',
      message: `${path} is in use by process ${holder.pid}`,
    })
  }
  await holder.end()
  const store = await open(other)
  await expect(open(folder)).rejects.toThrow(`is in use by process ${process.pid}`)
  await store.close()
  await (await open(folder)).close()
})

it('holds nothing against the children of a process that was killed', async () => {
  const folder = newFolder()
  const holder = await startWriter([folder, '1', 'parent'])
  const [child] = await holder.end()
  const pid = Number(child?.about)
  onTestFinished(() => void process.kill(pid, 'SIGKILL'))
  expect(process.kill(pid, 0), 'the child lives').toBe(true)
  await (await open(folder)).close()
})

it('keeps others out of the folder that it makes, and out of its files in any', async () => {
  const made = join(newFolder(), 'a/b')
  const given = join(newFolder(), 'given')
  mkdirSync(given, { mode: 0o755 })
  for (const folder of [made, given]) {
    const store = await openDirectoryStore(folder, { trouble: noTrouble, logBytes: 100 })
    store.put('secrets', 'a/x', thing('x'))
    await store.durable()
    const names = readdirSync(folder)
    expect(names).toContain('owner')
    for (const name of names) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)
    await store.close()
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
