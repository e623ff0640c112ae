/**
 * A process that counts in a folder until it is killed. It tells `begun`, `counted`, `durable` and `refused`, each
 * with a number, and `taken` when another one has the folder.
 */
import { spawn } from 'node:child_process'
import { writeSync } from 'node:fs'
import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises'
import { openJournal } from '../../../src/disk/journal.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { chance } from '../../chance.ts'
import { countIn, entryOf, snapshotOf } from './counted.ts'

const [folder = '', seed = '', mode = ''] = process.argv.slice(2)
const say = (word: string, about: number) => writeSync(1, `${word} ${about}\n`)

const { found, begin } = await openJournal(folder, { clock: systemClock, fileBytes: 4000 })
let count = found === undefined ? 0 : countIn(found)
const journal = await begin(() => snapshotOf(count))
if (mode === 'parent') say('child', spawn('sleep', ['30'], { detached: true }).pid ?? 0)
say('begun', count)
const random = chance(Number(seed))
while (mode === '') {
  const told = ++count
  say('counted', told)
  journal.append(1, entryOf(told))
  const durable = journal.durable().then(
    () => say('durable', told),
    () => say('refused', told),
  )
  if (random() < 0.3) await durable
  else if (random() < 0.5) await nextTurn()
  if (journal.unwritable()?.code === 'StateInUse') break
  if (journal.unwritable() !== undefined) await setTimeout(50)
}
await nextTurn() // what was refused last says so first
if (mode === '') say('taken', count)
setInterval(() => {}, 1000)
