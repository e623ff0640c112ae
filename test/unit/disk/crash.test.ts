import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { below, chance } from '../../chance.ts'
import { type Counting, startCounting } from './counting.ts'
import { expectAllIn, expectToGoOn } from './crash.ts'
import { createMemoryDisk } from './memory-disk.ts'
import { killed, lastOf, powerless, type Step } from './tape.ts'

/** What several processes in turn did to a folder: some leave in peace, others die in the middle of something. */
async function taped(seed: number, sessions: number): Promise<readonly Step[]> {
  const random = chance(seed)
  const aWhile = async () => {
    while (random() < 0.5) await nextTurn()
    return undefined
  }
  const tape: Step[] = []
  const { revived } = createMemoryDisk({ tape, before: aWhile })
  for (let n = 0; n < sessions; n++) {
    const disk = revived()
    const counting = await startCounting(disk, { tape, fileBytes: 400, queueBytes: 300 })
    await countByChance(counting, random)
    if (random() < 0.5) await counting.close()
    disk.die()
  }
  return tape
}

async function countByChance(counting: Counting, random: () => number): Promise<void> {
  for (let left = 5 + below(random, 40); left > 0; left--) {
    counting.countOn()
    if (random() < 0.4) void counting.durable()
    while (random() < 0.4) await nextTurn()
  }
}

it('finds everything that was durable or written, killed at any byte of any write and between any two operations', async () => {
  const tape = await taped(3, 10)
  let [points, reached] = [0, 0]
  for (const [at, step] of tape.entries()) {
    const between = killed(tape, at, 0)
    const count = await expectAllIn(between, tape, at)
    expect(count, 'what was written is never lost again').toBeGreaterThanOrEqual(reached)
    reached = count
    await expectToGoOn(between, count)
    if (step.kind !== 'append') continue
    for (let bytes = 1; bytes < step.bytes.length; bytes++) {
      await expectAllIn(killed(tape, at, bytes), tape, at)
      points += 1
    }
  }
  expect(points).toBeGreaterThan(5000)
  expect(howMany(tape, 'rename'), 'files were replaced while they were written').toBeGreaterThan(15)
  expect(howMany(tape, 'durable')).toBeGreaterThan(30)
})

it('finds everything that was durable, whatever else a loss of power takes', async () => {
  const random = chance(5)
  let lost = 0
  for (let seed = 1; seed <= 15; seed++) {
    const tape = await taped(seed, 6)
    for (let n = 0; n < 400; n++) {
      const at = below(random, tape.length + 1)
      const files = powerless(tape, at, random)
      const count = await expectAllIn(files, tape, at)
      if (n % 10 === 0) await expectToGoOn(files, count)
      if (count < lastOf(tape, 'counted', at).count) lost += 1
    }
  }
  expect(lost, 'what was not durable may be').toBeGreaterThan(500)
})

const howMany = (tape: readonly Step[], wanted: Step['kind']) =>
  tape.filter(({ kind }) => kind === wanted).length
