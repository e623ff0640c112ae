import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { ContenderError } from '../../../../src/errors.ts'
import { evidenceOf } from '../../../../src/evidence/merged.ts'
import type { Seen } from '../../../../src/evidence/seen/seen.ts'
import type { Tally } from '../../../../src/evidence/tally.ts'
import { frozenOf } from '../../../../src/router/instance/frozen-tally.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import type { Bequest } from '../../../../src/router/instance/state.ts'
import { handingOf, helloOf } from '../../../../src/router/siblings/documents.ts'
import { chance } from '../../../chance.ts'
import { bentTree, type Words } from '../../../integration/fuzz/json.ts'
import { seenIn, startMs, travelled } from '../../evidence/given.ts'
import { happenings, wholePlan } from '../instance/days.ts'
import {
  anInstance,
  begunFrom,
  createFrames,
  instanceOf,
  one,
  thawed,
  three,
  toldIn,
  two,
} from '../instance/given.ts'

/** All that an instance can leave: sums of every kind, units, copies, receipts seen, heirs, and what it has inherited itself. */
function left(id: string, seed: number, length = 1_500) {
  const instance = anInstance(id)
  instance.take(wholePlan({ planRevision: 2 }))
  for (const happens of happenings(seed, length)) happens(instance)
  return { bequest: travelled(instance.bequest(startMs)), seen: seenIn({ pieces: instance.seen }) }
}

const handing = (bequest: Bequest) => ({
  ...{ step: 'Take', giver: one, number: 1, heir: two, bequest, life: 3 },
})

const hello = ({ heirs }: Bequest, seen: Seen) => ({
  from: { instance: one, address: '[fd00::7]:9090', start: 2, begunMs: startMs, isLeaving: false },
  ...{ experiment: 7, heirs, siblings: [{ instance: three, address: 'name:1' }], seen },
})

it('reads all that an instance can leave, and every hello, as they are', async () => {
  for (let seed = 0; seed < 20; seed++) {
    const { bequest, seen } = left(one, seed)
    const read = await handingOf(travelled(handing(bequest)) as never)
    expect(read.bequest).toEqual(bequest)
    expect(helloOf(travelled(hello(bequest, seen)) as never)).toEqual(hello(bequest, seen))
  }
})

const words: Words = {
  keys: [
    'instance',
    'tallies',
    'books',
    'rows',
    'sums',
    'blocks',
    'bits',
    'pairs',
    'n',
    '__proto__',
  ],
  texts: ['Live', 'Normal', 'ErrorRate', one, '', 'x'],
}

/** As a router would that hears it: what it holds can be told, left to others, and read again when it is started. */
async function takenOver(document: unknown): Promise<void> {
  const frames = createFrames(firstState(two, startMs))
  const heir = instanceOf(firstState(two, startMs), frames)
  heir.take(wholePlan())
  const { bequest } = await handingOf(packed(document) as never)
  if (bequest === undefined) return
  heir.inherit(bequest, startMs)
  evidenceOf(toldIn(heir.pull([], startMs)).tallies, 1)
  heir.seenChanges()
  travelled(heir.bequest(startMs))
  heir.writeDown(startMs)
  evidenceOf(toldIn(begunFrom(frames.frames).instance.pull([], startMs)).tallies, 1)
}

it('takes nothing that it could not write down, tell or read again: it is refused by name, whatever is bent in it', async () => {
  const { bequest } = left(one, 1, 150)
  // Few units, so that most changes are of something else.
  const tallies = bequest.tallies.map((frozen) => ({
    ...thawed(frozen),
    units: { level: 0, rows: [] },
  }))
  const ends = { taken: 0, refused: 0 }
  for (let seed = 0; seed < 300; seed++) {
    const { bent, what } = bentTree(
      chance(seed),
      { ...handing(bequest), bequest: { ...bequest, tallies } },
      words,
    )
    const document = parsed(bent)
    if (document === undefined) continue
    try {
      await takenOver(document)
      ends.taken++
    } catch (cause) {
      const { code } = cause as ContenderError
      expect(cause, `${seed}: ${what}`).toBeInstanceOf(ContenderError)
      expect(['RequestInvalid', 'BequestRefused'], `${seed}: ${what}: ${cause}`).toContain(code)
      ends.refused++
    }
  }
  expect(ends.taken).toBeGreaterThan(20)
  expect(ends.refused).toBeGreaterThan(80)
})

/** Bent as it is, each of its tallies is packed as its sender would have done it. */
function packed(document: unknown): unknown {
  const { bequest } = (document ?? {}) as { bequest?: { tallies?: unknown } }
  if (!Array.isArray(bequest?.tallies)) return document
  const tallies = bequest.tallies.map(packedIfItCan)
  return { ...(document as object), bequest: { ...bequest, tallies } }
}

/** What is deeper than the stack can't be written by whoever sends it; as text it could be. */
function packedIfItCan(tally: unknown): unknown {
  try {
    return frozenOf((tally ?? {}) as Tally)
  } catch {
    return tally
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const block = { instance: one, part: 'truth', block: 0, youngestMs: 0, bits: '' }

it.each([
  ['a block that is none', [null]],
  ['a block of nobody', [{ ...block, instance: {} }]],
  ['a block of nothing', [{ ...block, part: undefined }]],
  ['a block before the first', [{ ...block, block: -1 }]],
  ['bits that are none', [{ ...block, bits: [0, 1] }]],
  ['a time that is none', [{ ...block, youngestMs: Number.POSITIVE_INFINITY }]],
])('refuses a hello with %s', (_, blocks) => {
  const said = { heirs: [], siblings: [], seen: { format: 1, blocks } }
  expect(() => helloOf(said as never)).toThrow(/seen is of another version/)
})

const bequest = () => anInstance(one).bequest(startMs)
const [frozen] = bequest().tallies
const deep = `${'['.repeat(1e5)}${']'.repeat(1e5)}`

it.each<[string, object]>([
  ['is longer than it says', { bytes: 3 }],
  ['is shorter than it says', { bytes: 2 ** 20 }],
  ['says that it is longer than any may be', { bytes: 2 ** 40 }],
  ['is not packed', { packed: '{}' }],
  ['is nested deeper than the stack', { packed: gzipSync(deep).toString('base64'), bytes: 2e5 }],
  ['is packed by half', { packed: frozen?.packed.slice(0, 40) }],
  ['is of another instance than it says', { instance: two }],
  ['has another number than it says', { number: 99 }],
])('refuses a tally that %s', async (_, edits) => {
  const { tallies, ...rest } = bequest()
  const bent = tallies.map((each) => ({ ...each, ...edits }))
  await expect(handingOf(handing({ ...rest, tallies: bent }) as never)).rejects.toMatchObject({
    code: 'RequestInvalid',
  })
  expect((await handingOf(handing(bequest()) as never)).bequest?.tallies).toHaveLength(1)
})
