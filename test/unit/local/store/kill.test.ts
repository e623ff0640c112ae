import { expect, it, vi } from 'vitest'
import { openDirectoryStore, openOn } from '../../../../src/local/store/directory.ts'
import { createDisk } from '../../../../src/local/store/disk.ts'
import { recover } from '../../../../src/local/store/recovery.ts'
import { below, chance } from '../../../chance.ts'
import { greatest, startWriter, type Told } from './child.ts'
import { newFolder } from './folder.ts'
import { contentOf, noTrouble, writeByChance } from './given.ts'
import { createMemoryDisk, type Files } from './memory-disk.ts'

vi.setConfig({ testTimeout: 30_000 }) // a busy machine is slow, not wrong

function filesIn(folder: string): Files {
  const disk = createDisk(folder)
  return new Map(disk.names().map((name) => [name, Buffer.from(disk.read(name))]))
}

/** What the process must have held as of a version: the same writes once more. */
async function contentAsOf(version: number, before: Files, seed: number): Promise<string> {
  const store = await openOn(createMemoryDisk(before), '/state', { trouble: noTrouble })
  const writes = chance(seed)
  while (store.version() < version) writeByChance(store, writes)
  return contentOf(store)
}

/** Everything that it said is found, and nothing that it did not write. */
async function expectAllOf(told: readonly Told[], folder: string, before: Files, seed: number) {
  const { version } = recover(folder, filesIn(folder))
  expect(version).toBeGreaterThanOrEqual(greatest(told, 'open', 'seen', 'safe'))
  const store = await openDirectoryStore(folder, { trouble: noTrouble })
  expect(contentOf(store)).toBe(await contentAsOf(version, before, seed))
  await store.close()
}

it('finds all that a process has shown that was killed while it wrote, five times over', async () => {
  const folder = newFolder()
  const random = chance(9)
  let safe = 0
  for (let seed = 1; seed <= 5; seed++) {
    const before = filesIn(folder)
    const writer = await startWriter([folder, `${seed}`], { lines: 20 + below(random, 300) })
    const told = await writer.end()
    safe += told.filter(({ word }) => word === 'safe').length
    await expectAllOf(told, folder, before, seed)
  }
  expect(safe).toBeGreaterThan(20)
})

it('refuses what the system refuses, and loses nothing (a real limit on the size of files)', async () => {
  const folder = newFolder()
  const writer = await startWriter([folder, '1'], { lines: 1e9, before: 'ulimit -f 4;' })
  const told = await writer.end()
  expect(told.at(-1)).toEqual({ word: 'refused', about: 'StateUnwritable' })
  await expectAllOf(told, folder, new Map(), 1)
})
