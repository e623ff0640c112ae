import type { Generator } from './load/generator.ts'
import type { Closed, Open } from './load/job.ts'
import { agreedAnswers, type Measured, measure, type Side } from './side.ts'

const rounds = 5
const seconds = { warmUp: 5, crowd: 2, alone: 1, steady: 2 } as const
const ways = ['crowd', 'alone', 'steady'] as const
const crowd = { connections: 32 }
const alone = { connections: 1 }

/** In each round each side is asked by 32 at a time, by one, and at a steady rate by chance: so many measurements of each. */
export type Rounds = Readonly<Record<(typeof ways)[number], readonly Measured[]>>

export type Found = { readonly side: Side; readonly rounds: Rounds }

export type Result = {
  readonly ours: Found
  readonly rivals: readonly Found[]
  /** Of the steady rate. */
  readonly perSecond: number
}

export const pace = `${rounds} rounds in turns, of ${seconds.crowd}, ${seconds.alone} and ${seconds.steady} s`

/**
 * All sides in turns, so that whatever else this machine does hits all of them; the order changes. Before, each is warmed
 * up; of several ways to run a rival the one goes on that answered most then.
 */
export async function contend(
  ours: Side,
  rivals: readonly (readonly Side[])[],
  generator: Generator,
): Promise<Result> {
  const answers = await agreedAnswers([ours, ...rivals.flat()])
  const ask = (side: Side, way: Closed | Open, length: number) =>
    measure(side, { way, seconds: length, answers }, generator)
  const warmed = async (side: Side): Promise<Warmed> => {
    const { requests, seconds: took } = await ask(side, crowd, seconds.warmUp)
    return { side, rate: requests / took }
  }

  const own = await warmed(ours)
  const chosen: Warmed[] = []
  for (const sides of rivals) chosen.push(await fastest(sides, warmed))
  // Half of what the slowest can bear: beyond that a queue only grows, which tells nothing.
  const perSecond = Math.round(Math.min(own.rate, ...chosen.map(({ rate }) => rate)) / 2)
  const [us, ...them] = [own, ...chosen].map(({ side }) => ({ side, rounds: noRounds() }))
  if (us === undefined) throw new Error('nobody has come')
  for (let round = 0; round < rounds; round++) {
    const asked = { crowd, alone, steady: { perSecond, seed: round + 1 } }
    for (const way of ways) {
      for (const { side, rounds: done } of turned([us, ...them], round)) {
        done[way].push(await ask(side, asked[way], seconds[way]))
      }
    }
  }
  return { ours: us, rivals: them, perSecond }
}

type Warmed = { readonly side: Side; readonly rate: number }

const noRounds = () => ({ crowd: [], alone: [], steady: [] }) as Record<keyof Rounds, Measured[]>

async function fastest(
  sides: readonly Side[],
  warmed: (side: Side) => Promise<Warmed>,
): Promise<Warmed> {
  const found: Warmed[] = []
  for (const side of sides) found.push(await warmed(side))
  return found.reduce((best, other) => (other.rate > best.rate ? other : best))
}

/** Another one goes first each time. */
const turned = <T>(all: readonly T[], by: number): readonly T[] =>
  all.map((_, nth) => all[(nth + by) % all.length]).filter((each) => each !== undefined)
