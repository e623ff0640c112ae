import { describe, expect, it } from 'vitest'
import { createBatch } from '../../../../src/router/instance/entries/batch.ts'
import { doBatch } from '../../../../src/router/instance/entries/reading.ts'
import { replayed } from '../../../../src/router/instance/replay.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { below, chance } from '../../../chance.ts'
import { exposed, fresh, old, quick } from '../../evidence/given.ts'
import { arrived, createFrames, instanceOf, label, one, plan, received } from './given.ts'

type Doing = Parameters<typeof doBatch>[1]

/** What is done when entries are read. */
function done(entries: readonly Uint8Array[]): readonly unknown[] {
  const all: unknown[] = []
  const noted =
    (name: string) =>
    (...given: readonly unknown[]) =>
      all.push([name, ...given]) as never
  const doing: Doing = {
    ...{ request: noted('request'), outcome: noted('outcome'), copy: noted('copy') },
    ...{ note: noted('note'), numbered: noted('numbered'), expire: noted('expire') },
    second: noted('second'),
  }
  for (const entry of entries) doBatch(Buffer.from(entry), doing)
  return all
}

function written() {
  const entries: Buffer[] = []
  return { entries, batch: createBatch((entry) => entries.push(Buffer.from(entry))) }
}

describe('a batch', () => {
  it('is read as what was done, in its order', () => {
    const { entries, batch } = written()
    const about = received(label)
    const copy = { exposure: about.receipt, variant: fresh, sequence: 3 }
    const failed = { failed: true, latencyMs: Number.POSITIVE_INFINITY }
    const pair = { champion: { ...quick, ...label }, challenger: { ...failed, values: {} } }
    batch.request({ ...exposed(), isUnitless: true }, failed)
    batch.time('told', 5)
    batch.outcome(arrived(about, { truth: 'yes', values: { pnl: 1.5, text: 'größer' } }))
    batch.copy({ ...copy, pair })
    batch.copy({ ...copy, pair: { ...pair, challenger: undefined } })
    batch.time('expired', 6)
    batch.time('second', 7)
    batch.note('Duplicate')
    batch.note('Duplicate')
    batch.flush()
    expect(done(entries)).toEqual([
      ['request', { ...asRead(exposed()), isUnitless: true }, failed],
      ['numbered', 5],
      ['outcome', arrived(about, { truth: 'yes', values: { pnl: 1.5, text: 'größer' } })],
      ['copy', { ...copy, pair }],
      ['copy', { ...copy, pair: { ...pair, challenger: undefined } }],
      ['expire', 6],
      ['second', 7],
      ['note', 'Duplicate'],
      ['note', 'Duplicate'],
    ])
  })

  it('holds any requests', () => {
    const { entries, batch } = written()
    const random = chance(1)
    const requests = Array.from({ length: 20_000 }, () => ({
      ...asRead(exposed({ assigned: random() < 0.5 ? old : fresh, slice: below(random, 200) })),
      ...{ epoch: 1 + below(random, 3), bucket: below(random, 64), isUnitless: random() < 0.5 },
      unitHash: random() < 0.5 ? random() : undefined,
    }))
    for (const request of requests)
      batch.request(request, { failed: false, latencyMs: request.slice })
    batch.flush()
    expect(done(entries)).toEqual(
      requests.map((each) => ['request', each, { failed: false, latencyMs: each.slice }]),
    )
    expect(Math.max(...entries.map(({ length }) => length))).toBeLessThan(70_000)
  })

  it('takes some twenty bytes for a request', () => {
    const { entries, batch } = written()
    for (let n = 0; n < 1000; n++) batch.request(exposed({ unitHash: 0.5 }), quick)
    batch.flush()
    expect(entries[0]?.length).toBeLessThan(20_000)
  })

  it('takes what is longer than its buffer, and goes on', () => {
    const { entries, batch } = written()
    const long = arrived(received(label), { values: { text: 'ß'.repeat(400_000) } })
    batch.outcome(long)
    batch.outcome(arrived(received(label)))
    batch.flush()
    expect(done(entries)).toEqual([
      ['outcome', long],
      ['outcome', arrived(received(label))],
    ])
  })

  it('writes nothing where there is nothing', () => {
    const { entries, batch } = written()
    batch.flush()
    batch.drop()
    batch.flush()
    expect(entries).toEqual([])
  })

  it('that was dropped is followed by an entry, so that whoever waits for that waits for it, too', () => {
    const { entries, batch } = written()
    batch.note('Duplicate')
    batch.drop()
    batch.flush()
    batch.flush()
    expect(done(entries)).toEqual([])
    expect(entries).toHaveLength(1)
  })
})

const { exposedAtMs: _, values: __, ...plain } = exposed()
const asRead = (exposure: ReturnType<typeof exposed>) => {
  const { exposedAtMs: _, values: __, ...read } = { ...plain, ...exposure }
  return read
}

describe('a journal of another version', () => {
  const frames = () => {
    const journal = createFrames(firstState(one, 0))
    instanceOf(firstState(one, 0), journal).take(plan())
    return journal.frames
  }

  it.each([
    [
      'a state of a later format',
      () => createFrames({ ...firstState(one, 0), format: 2 as 1 }).frames,
    ],
    ['an entry of an unknown kind', () => [...frames(), { kind: 99, payload: Buffer.alloc(0) }]],
    ['an unknown operation', () => [...frames(), { kind: 1, payload: Buffer.of(100) }]],
  ])('is refused where it has %s', (_, entries) => {
    expect(() => replayed(entries())).toThrow(expect.objectContaining({ code: 'StateTooNew' }))
  })

  it('has counted what has no name here any more, and nobody misses it', () => {
    const { entries, batch } = written()
    batch.note('Forgotten' as 'Duplicate')
    batch.note('Late')
    batch.flush()
    expect(done(entries)).toEqual([['note', 'Late']])
  })
})
