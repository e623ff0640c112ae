import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { documentOf } from '../../../../src/router/http/tally-document.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import type { Telling } from '../../../../src/router/instance/state.ts'
import { startMs, travelled } from '../../evidence/given.ts'
import { happenings, wholePlan } from '../instance/days.ts'
import { anInstance, one, toldIn, two } from '../instance/given.ts'

async function piecesOf(telling: Telling): Promise<readonly Buffer[]> {
  const pieces: Buffer[] = []
  for await (const piece of documentOf(telling)) pieces.push(piece)
  return pieces
}

const read = (pieces: readonly Buffer[]) => JSON.parse(Buffer.concat(pieces).toString())

function aDay(instance: Instance, seed: number): Instance {
  instance.take(wholePlan({ planRevision: 2 }))
  for (const happen of happenings(seed, 1_000)) happen(instance)
  return instance
}

it('says what is told, of any day and of none', async () => {
  for (let seed = 1; seed <= 5; seed++) {
    const heir = aDay(anInstance(two), seed)
    heir.inherit(travelled(aDay(anInstance(one), seed).bequest(startMs)), startMs)
    for (const telling of [heir.look(), heir.pull([], startMs)])
      expect(read(await piecesOf(telling))).toEqual(travelled(toldIn(telling)))
  }
  const blank = anInstance(one).look()
  expect(read(await piecesOf(blank))).toEqual(travelled(toldIn(blank)))
})

it('stays what it was when it was asked for, while counting goes on between its pieces', async () => {
  const instance = aDay(anInstance(one), 1)
  const expected = travelled(toldIn(instance.look()))
  const pieces = documentOf(instance.look())
  const heard: Buffer[] = []
  const happening = happenings(2, 1_000)[Symbol.iterator]()
  for await (const piece of pieces) {
    heard.push(piece)
    for (let n = 0; n < 100; n++) happening.next().value?.(instance)
  }
  expect(heard.length).toBeGreaterThan(3)
  expect(read(heard)).toEqual(expected)
  expect(travelled(toldIn(instance.look()))).not.toEqual(expected)
})

it('lets others have their turn between its pieces', async () => {
  const instance = aDay(anInstance(one), 1)
  let turns = 0
  let isOver = false
  const others = (async () => {
    for (; !isOver; turns++) await nextTurn()
  })()
  const pieces = await piecesOf(instance.look())
  isOver = true
  await others
  expect(pieces.length).toBeGreaterThan(3)
  expect(turns).toBeGreaterThanOrEqual(pieces.length - 2)
})
