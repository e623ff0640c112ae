/** Prints what appending costs: `node test/unit/disk/cost.ts [FOLDER]`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createDisk } from '../../../src/disk/disk.ts'
import { openJournal } from '../../../src/disk/journal.ts'
import { beginTerm } from '../../../src/disk/term.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'

const [where = tmpdir()] = process.argv.slice(2)
const folder = mkdtempSync(join(where, 'contender-cost-'))

const say = (what: string, value: number, unit: string) =>
  process.stdout.write(
    `${what.padEnd(62)} ${value.toFixed(value < 100 ? 2 : 0).padStart(9)} ${unit}\n`,
  )

const unbounded = { fileBytes: 1e12, queueBytes: 1e12 } // else what the disk can't take in time is never written

async function begun(limits: { readonly fileBytes?: number; readonly queueBytes?: number }) {
  const { begin } = await openJournal(folder, { clock: systemClock, ...limits })
  return await begin(() => [{ kind: 0, payload: Buffer.alloc(2_000_000) }])
}

/** So many frames of so many bytes, a breath at a time, until all of them are durable. */
async function many(frames: number, bytes: number, breath: number): Promise<void> {
  const journal = await begun(unbounded)
  const payload = Buffer.alloc(bytes, 7)
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const [start, used] = [performance.now(), process.cpuUsage()]
  for (let n = 0; n < frames; n += breath) {
    for (let each = 0; each < breath; each++) journal.append(1, payload)
    await nextTurn()
  }
  await journal.durable()
  const { user, system } = process.cpuUsage(used)
  const seconds = (performance.now() - start) / 1000
  delays.disable()
  say(`frames of ${bytes} bytes, ${breath} in a breath`, frames / seconds, 'frames/s')
  say('', (frames * bytes) / seconds / 1e6, 'MB/s')
  say('', (user + system) / frames, 'µs of CPU a frame, all threads')
  say('', delays.max / 1e6 - 1, 'ms the longest halt of the event loop')
  await journal.close()
}

/** So many at once, each of whom waits for each of its frames. */
async function waiting(callers: number, each: number): Promise<void> {
  const journal = await begun({})
  const payload = Buffer.alloc(400, 7)
  const start = performance.now()
  const one = async () => {
    for (let n = 0; n < each; n++) {
      journal.append(1, payload)
      await journal.durable()
    }
  }
  await Promise.all(Array.from({ length: callers }, one))
  const rate = (callers * each) / ((performance.now() - start) / 1000)
  say(`durable frames of 400 bytes, by ${callers} who wait for each`, rate, '/s')
  await journal.close()
}

/** A snapshot of so many frames, and somebody who waits meanwhile. */
async function beginning(frames: number, bytes: number): Promise<void> {
  const { begin } = await openJournal(folder, { clock: systemClock })
  const payload = Buffer.alloc(bytes, 7)
  function* snapshot() {
    yield { kind: 0, payload }
    for (let n = 1; n < frames; n++) yield { kind: 1, payload }
  }
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const [start, before] = [performance.now(), process.memoryUsage.rss()]
  const journal = await begin(snapshot)
  const seconds = (performance.now() - start) / 1000
  delays.disable()
  say(`a snapshot of ${frames} frames of ${bytes} bytes`, (frames * bytes) / seconds / 1e6, 'MB/s')
  say('', delays.max / 1e6 - 1, 'ms the longest halt of the event loop')
  say('', (process.memoryUsage.rss() - before) / 1e6, 'MB more in memory')
  await journal.close()
}

async function looking(): Promise<void> {
  const disk = createDisk(folder)
  const term = await beginTerm(disk, folder)
  const start = performance.now()
  for (let n = 0; n < 1000; n++) await term.verify()
  say('a look whether the folder is still ours', performance.now() - start, 'µs')
}

async function reading(): Promise<void> {
  const start = performance.now()
  const { found, release } = await openJournal(folder, { clock: systemClock })
  say(`reading ${found?.frames.length} frames`, performance.now() - start, 'ms')
  release()
}

try {
  await many(20_000, 400, 100) // to warm up
  await beginning(6000, 65_536)
  await many(1_000_000, 30, 1000)
  await many(500_000, 400, 100)
  await reading()
  await many(4000, 65_536, 4)
  await looking()
  await waiting(1, 300)
  await waiting(64, 300)
  await waiting(1000, 50)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
