/**
 * A process that writes to a store in a folder, as the seed says, until it is killed or the store refuses.
 * It tells `open`, `seen` (what it could show) and `safe` (what it could acknowledge), each with a version.
 */
import { writeSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openDirectoryStore } from '../../../../src/local/store/directory.ts'
import { chance } from '../../../chance.ts'
import { noTrouble, writeByChance } from './given.ts'

const [folder = '', seed = ''] = process.argv.slice(2)
const say = (word: string, about: number | string) => writeSync(1, `${word} ${about}\n`)

const store = await openDirectoryStore(folder, { trouble: noTrouble, logBytes: 4000 })
say('open', store.version())
const [writes, pauses] = [chance(Number(seed)), chance(Number(seed) + 1)]
for (;;) {
  try {
    writeByChance(store, writes)
  } catch (cause) {
    say('refused', Object(cause).code)
    process.exit(0)
  }
  const version = store.version()
  say('seen', version)
  if (pauses() < 0.3) await store.durable().then(() => say('safe', version))
  else if (pauses() < 0.5) await nextTurn()
}
