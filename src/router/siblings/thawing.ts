import { setImmediate as nextTurn } from 'node:timers/promises'
import { isNestedDeeper, type Json } from '../../api/json.ts'
import { isTally } from '../../evidence/tally-form.ts'
import { type FrozenTally, jsonAtOnce } from '../instance/frozen-tally.ts'

/**
 * Whether each is a tally, and the one that it says it is. They are unpacked one after the other, and what waits has its turn in
 * between: together they may be long.
 */
export async function areTallies(all: readonly FrozenTally[], mostDeep: number): Promise<boolean> {
  let sinceTurn = 0
  for (const frozen of all) {
    if (sinceTurn > 0 && sinceTurn + frozen.bytes > turnBytes) {
      await nextTurn()
      sinceTurn = 0
    }
    if (!isSound(frozen, mostDeep)) return false
    sinceTurn += frozen.bytes
  }
  return true
}

function isSound(frozen: FrozenTally, mostDeep: number): boolean {
  const tally = thawed(frozen)
  return (
    tally !== undefined &&
    !isNestedDeeper(tally, mostDeep) &&
    isTally(tally) &&
    names.every((name) => (tally as FrozenTally)[name] === frozen[name])
  )
}

function thawed(frozen: FrozenTally): Json | undefined {
  try {
    const json = jsonAtOnce(frozen)
    return json.length === frozen.bytes ? JSON.parse(json.toString()) : undefined
  } catch {
    return undefined
  }
}

const names = ['instance', 'round', 'number'] as const

/** Read in some ten milliseconds. */
const turnBytes = 2 ** 20
