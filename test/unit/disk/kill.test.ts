import { expect, it } from 'vitest'
import { openJournal } from '../../../src/disk/journal.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { below, chance } from '../../chance.ts'
import { greatest, startWriter } from './child.ts'
import { countIn } from './counted.ts'
import { newFolder } from './folder.ts'

async function countLeftIn(folder: string) {
  const { found, release } = await openJournal(folder, { clock: systemClock })
  release()
  return { count: found === undefined ? 0 : countIn(found), isClosed: found?.isClosed }
}

const rounds = Number(process.env['ROUNDS'] ?? 6)

it(`finds all that was durable of a process that was killed while it wrote, ${rounds} times over`, async () => {
  const folder = newFolder()
  const random = chance(9)
  let before = 0
  for (let seed = 1; seed <= rounds; seed++) {
    const enough = 50 + below(random, 2000)
    const writer = await startWriter([folder, `${seed}`], (_, count) => count >= enough)
    const told = await writer.end()
    expect(greatest(told, 'begun')).toBe(before)
    const { count, isClosed } = await countLeftIn(folder)
    expect(count).toBeGreaterThanOrEqual(Math.max(before, greatest(told, 'durable')))
    expect(count).toBeLessThanOrEqual(greatest(told, 'counted'))
    expect(isClosed).toBe(false)
    before = count
  }
  expect(before).toBeGreaterThan(20 * rounds)
}, 600_000)

it('goes on in another file where the system lets none become longer, and loses nothing (a real limit)', async () => {
  const folder = newFolder()
  const turns: string[] = []
  const isHealed = ({ word }: { readonly word: string }) => {
    if (word !== 'counted' && word !== turns.at(-1)) turns.push(word)
    return turns.filter((turn) => turn === 'refused').length > 1 && word === 'durable'
  }
  // Files of 4,000 bytes are replaced; they may have 1,024 or 2,048, as the shell counts.
  const writer = await startWriter([folder, '1'], isHealed, 'ulimit -f 2;')
  const told = await writer.end()
  expect(turns.slice(0, 5)).toEqual(['begun', 'durable', 'refused', 'durable', 'refused'])
  const { count } = await countLeftIn(folder)
  expect(count).toBeGreaterThanOrEqual(greatest(told, 'durable'))
})
