import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openDirectoryStore } from '../../../../src/local/store/directory.ts'
import { newFolder } from './folder.ts'
import { noTrouble, thing } from './given.ts'

vi.setConfig({ testTimeout: 30_000 }) // a busy machine is slow, not wrong

const open = (folder: string) => openDirectoryStore(folder, { trouble: noTrouble })

it('lets nobody into a folder that is in use, and says by whom', async () => {
  const folder = join(newFolder(), 'state')
  const store = await open(folder)
  await expect(open(folder)).rejects.toMatchObject({
    code: 'StateInUse',
    message: `${folder} is in use by process ${process.pid}`,
  })
  await store.close()
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
