import { createSeen } from '../../../../src/evidence/seen/seen.ts'
import { createCounts } from '../../../../src/router/instance/counts.ts'
import { writeDocument } from '../../../../src/router/instance/entries/documents.ts'
import { noJournal, replayed } from '../../../../src/router/instance/replay.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { below, chance } from '../../../chance.ts'
import { exposed, fresh, old, quick, startMs } from '../../evidence/given.ts'
import { arrived, createFrames, instanceOf, one, plan, received } from './given.ts'

/** `node cost.ts` measures; `node cost.ts 0.1` does a tenth of it: times are rough then, bytes are the same. */
const part = Number(process.argv[2] ?? 1)
const runs = 100_000 * part
const first = { ...firstState(one, startMs), plan: plan() }
const seen = createSeen()
const random = chance(1)
const nothing = { exposure: exposed(), own: quick }

const requests = Array.from({ length: 8192 }, () => {
  const unit = below(random, 2 ** 20)
  const values = { label: random() < 0.5 ? 'yes' : 'no', probability: random() }
  const assigned = random() < 0.5 ? old : fresh
  const { receipt } = received({ bucket: unit % 64, unitHash: unit / 2 ** 20, assigned, values })
  return {
    exposure: { ...receipt, isUnitless: false },
    own: { failed: false, latencyMs: 90 * random() },
  }
})

/** Microseconds of CPU for each, the best of five: others may be busy on this machine. */
function costOf(each: (nth: number) => void, times: number): number {
  const once = () => {
    const before = process.cpuUsage()
    for (let nth = 0; nth < times; nth++) each(nth)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / times
  }
  return Math.min(...Array.from({ length: 5 }, once))
}

const print = (line: string) => process.stdout.write(`${line}\n`)

function printRequests(): void {
  let bytes = 0
  const instance = instanceOf(first, {
    ...noJournal,
    append: (_, { length }) => {
      bytes += length
    },
  })
  const counts = createCounts(first, createSeen())
  const each = (request: typeof counts.request | typeof instance.request) => (nth: number) => {
    const { exposure, own } = requests[nth % requests.length] ?? nothing
    request(exposure, own)
  }
  const counted = costOf(each(counts.request), runs)
  const written = costOf(each(instance.request), runs)
  instance.writeDown(startMs)
  print(`a request, counted: ${counted.toFixed(2)} µs`)
  print(`a request, counted and written down: ${written.toFixed(2)} µs`)
  print(`a request takes ${(bytes / (5 * runs)).toFixed(1)} bytes of the journal`)
}

const outcomes = Array.from({ length: 20_000 * part }, (_, sequence) => {
  const values = { label: random() < 0.5 ? 'yes' : 'no', probability: random() }
  const unit = below(random, 2 ** 20)
  return arrived(received({ sequence, values, bucket: unit % 64, unitHash: unit / 2 ** 20 }))
})

function printOutcomes(): void {
  const counted = lowest(() => {
    const counts = createCounts(first, createSeen())
    return () => outcomes.map(counts.outcome)
  })
  let journal = createFrames(first)
  const written = lowest(() => {
    journal = createFrames(first)
    const instance = instanceOf(first, journal)
    return () => {
      for (const each of outcomes) instance.outcome(each)
      instance.writeDown(startMs)
    }
  })
  const again = lowest(() => () => replayed(journal.frames))
  const bytes = journal.frames.reduce((sum, { payload }) => sum + payload.length, 0)
  print(`an outcome, scored: ${counted.toFixed(2)} µs`)
  print(`an outcome, scored and written down: ${written.toFixed(2)} µs`)
  print(`an outcome, read and scored again: ${again.toFixed(2)} µs`)
  print(`an outcome takes ${(bytes / outcomes.length).toFixed(0)} bytes of the journal`)
}

/** Microseconds of CPU for each outcome, the best of five times all of them. */
function lowest(prepared: () => () => unknown): number {
  const once = () => {
    const run = prepared()
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / outcomes.length
  }
  return Math.min(...Array.from({ length: 5 }, once))
}

/** What others have seen, as it comes, and as a journal begins with it. */
function printSeen(): void {
  const of = { instance: one, part: 'truth' }
  const receipts = 100_000_000 * part
  for (let sequence = 0; sequence < receipts; sequence += 1 + below(random, 19))
    seen.add(of, sequence, startMs)
  const instance = instanceOf(first)
  const pieces = [...seen.pieces(2 ** 17)]
  const joined = costMs(() => {
    for (const each of pieces) instance.joinSeen(each)
  })
  const again = costMs(() => {
    for (const each of pieces) instance.joinSeen(each)
  })
  const written = costMs(() =>
    [...instance.seen(65_536)].map((each) => writeDocument('Seen', each)),
  )
  const millions = (length: number, ms: number) =>
    `${length} pieces, ${(ms / length).toFixed(1)} ms each, ${ms.toFixed(0)} ms in all`
  print(
    `${receipts / 1e6} million receipts, a tenth of them seen: joined ${millions(pieces.length, joined)}`,
  )
  print(`the same again: ${again.toFixed(0)} ms; written down: ${written.toFixed(0)} ms`)
}

function costMs(of: () => unknown): number {
  const before = process.cpuUsage()
  of()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

printRequests()
printOutcomes()
printSeen()
