import { execFileSync } from 'node:child_process'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type Disk, fileOf } from '../../../src/disk/disk.ts'
import { isUnfinished } from '../../../src/disk/names.ts'
import { entryOf } from './counted.ts'
import { startCounting } from './counting.ts'
import { newFolder } from './folder.ts'
import { createMemoryDisk } from './memory-disk.ts'

it('leaves the event loop alone while a write takes for ever (a pipe that nobody reads)', async () => {
  const path = join(newFolder(), 'pipe')
  execFileSync('sh', ['-c', 'mkfifo "$0"', path])
  const reader = await open(path, constants.O_RDWR)
  const pipe = await open(path, constants.O_WRONLY)
  const memory = createMemoryDisk()
  const slow: Disk = {
    ...memory,
    create: async (name) => {
      if (!isUnfinished(name)) return memory.create(name)
      await (await memory.create(name)).close()
      return { ...fileOf(pipe), sync: async () => {} }
    },
  }
  const counting = await startCounting(slow)
  const room = 64 * 1024 // of a pipe
  let isSafe = false
  const told = () => {
    let bytes = 0
    while (bytes < 2 * room) {
      counting.countOn()
      bytes += entryOf(counting.count()).length
    }
    return counting.durable().then(() => {
      isSafe = true
    })
  }
  const waiting = told()
  for (let n = 0; n < 2000; n++) await nextTurn()
  expect(isSafe, 'the event loop turns, and the write goes on').toBe(false)
  const sink = Buffer.alloc(room)
  while (!isSafe) await reader.read(sink)
  await waiting
  // What it writes when it is closed must go somewhere, too; `reader` is a writer as well, which ends the last read.
  let isClosed = false
  const reading = (async () => {
    while (!isClosed) await reader.read(sink)
  })()
  await counting.close()
  isClosed = true
  await reader.write('.')
  await reading
  await reader.close()
})
