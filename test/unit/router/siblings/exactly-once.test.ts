import { describe, expect, it } from 'vitest'
import { chance } from '../../../chance.ts'
import { createFleet } from './model/fleet.ts'
import type { Leaving, Spoils } from './model/router.ts'

const [seeds, steps] = [Number(process.env['SEEDS'] ?? 12), 600]

/** What becomes of a fleet's outcomes once nothing happens any more. */
async function lived(seed: number, spoils: Spoils = {}) {
  const fleet = createFleet(chance(seed), spoils)
  await fleet.live(steps)
  const unsettled = await fleet.settle()
  const counted = fleet.counted()
  const timesOf = ({ issuer, sequence }: (typeof fleet.outcomes)[number]) =>
    counted.get(`${issuer} ${sequence}`) ?? 0
  return {
    unsettled: unsettled.length,
    lost: fleet.outcomes.filter((each) => timesOf(each) === 0).length,
    twice: fleet.outcomes.filter((each) => timesOf(each) > 1).length,
    counts: fleet.counts,
    bugs: fleet.bugs(),
  }
}

const exact = { unsettled: 0, lost: 0, twice: 0, bugs: [] }

it(`scores each outcome once, whoever stops, is killed or begins again, whatever is lost, late or doubled (${seeds} fleets)`, async () => {
  const all = { handedOver: 0, alone: 0, unanswered: 0, kills: 0, acknowledged: 0, full: 0 }
  for (let seed = 1; seed <= seeds; seed++) {
    const { counts, ...result } = await lived(seed)
    expect({ seed, ...result }).toEqual({ seed, ...exact })
    for (const [name, count] of Object.entries(counts)) all[name as keyof typeof all] += count
  }
  process.stderr.write(`fleets: ${JSON.stringify(all)}\n`)
  // All of it has happened.
  for (const count of Object.values(all)) expect(count).toBeGreaterThan(0)
})

describe('would not, if', () => {
  it.each<readonly [string, Spoils, 'twice' | 'lost', number]>([
    ['of all that are known one was chosen to score', { scorer: rendezvous }, 'twice', 1],
    ['whoever does not answer was not the heir', { handOver: careless }, 'twice', 1],
    [
      'who is the heir was not written down before it knows',
      { forgetsDecision: true },
      'twice',
      40,
    ],
  ])('%s', async (_, spoils, what, first) => {
    let found = 0
    for (let seed = first; seed < first + 16 && found === 0; seed++)
      found = (await lived(seed, spoils))[what]
    expect(found).toBeGreaterThan(0)
  })
})

/** The same for all who know the same. */
function rendezvous(issuer: string, known: readonly string[]): string {
  const weight = (instance: string) =>
    Number(`0x${issuer}`) * 7919 + Number(`0x${instance}`) * 104_729
  return (
    known.toSorted((a, b) => (weight(a) % 101) - (weight(b) % 101) || (a < b ? -1 : 1))[0] ?? ''
  )
}

/** Sends it to one after the other, until one says that it has it. */
async function careless({ bequest, known, ask }: Leaving) {
  for (const { instance: heir, address, start: life } of known) {
    const document = { step: 'Take', giver: bequest.instance, number: 0, heir, bequest, life }
    const answered = await ask(address, { path: '/v1/bequest', document, timeoutMs: 2_000 })
    if ('said' in answered) return 'Taken' as const
  }
  return 'Nobody' as const
}
