import { chance } from '../../../chance.ts'
import { type Case, type Sound, whole } from '../../fuzz/case.ts'
import { coding } from '../../fuzz/coding.ts'
import { exchanged } from '../../fuzz/connection.ts'
import { pick, type Random } from '../../fuzz/dice.ts'
import { wrongIn } from '../../fuzz/oracle.ts'
import type { Answer } from '../../fuzz/reading.ts'
import { createFineWire, createWire } from '../../fuzz/wire.ts'
import { adminCase } from './admin.ts'
import { wrongWithRouted } from './answers.ts'
import { soundBatch, spentBatch } from './batches.ts'
import { bentBatch, type Ending } from './bent-batches.ts'
import type { Place } from './documents.ts'
import type { Ledger } from './ledger.ts'
import { frontHttp } from './places.ts'
import { idOf, isHurried, prediction, soundPrediction } from './predictions.ts'
import { smuggling } from './smuggling.ts'
import type { RouteSound } from './sound.ts'

/** A case, at which port, and what is to be done once it is over. */
type Routed = Ending & { readonly at: 'front' | 'admin'; readonly mayBeLate?: boolean }

export type Fuzz = {
  readonly front: number
  readonly admin: number
  readonly place: Place
  readonly ledger: Ledger
  readonly cases: number
  readonly seed: number
  /** Called when so many cases are done. */
  readonly done?: (cases: number, random: Random) => Promise<readonly string[]> | undefined
  /** No case is begun once that is so. */
  readonly isOver?: () => boolean
}

export type Fuzzed = {
  /** What must not be, each once, with the case that found it. */
  readonly findings: readonly string[]
  readonly statuses: ReadonlyMap<number, number>
  readonly cases: number
  /** What predictions call themselves that say how long they wait; each was answered. */
  readonly hurried: readonly string[]
  /** Those of them that were not answered in time. */
  readonly late: readonly string[]
}

/** Cases that are under way at a time. */
const lanes = 8
const mostFindings = 20

/** Sends predictions, outcomes and documents, sound and bent ones in turn, and looks at each answer. */
export async function fuzzRouter(fuzz: Fuzz): Promise<Fuzzed> {
  const { place, ledger, cases, seed, isOver } = fuzz
  const findings = new Set<string>()
  const statuses = new Map<number, number>()
  const [hurried, late]: [string[], string[]] = [[], []]
  let [begun, finished] = [0, 0]

  async function lane(): Promise<void> {
    while (begun < cases && findings.size < mostFindings && isOver?.() !== true) {
      const nth = begun++
      const random = chance(seed + nth)
      await one(made(random), random, nth)
      if (random() < 0.2) await one(between(random), random, nth)
      for (const wrong of (await fuzz.done?.(++finished, random)) ?? [])
        findings.add(`case ${nth}: ${wrong}`)
    }
  }

  function made(random: Random): Routed {
    const sort = random()
    if (sort < 0.25) return { ...atFront(frontCase(random)) }
    if (sort < 0.45) return predictionCase(random)
    if (sort < 0.75) return { ...outcomesCase(random), at: 'front' }
    return { made: adminCase(random, place, ledger), end: () => {}, at: 'admin' }
  }

  const atFront = (made: Case): Routed => ({ made, end: () => {}, at: 'front' })

  /** Raw HTTP: of a prediction, or of outcomes that are spent. */
  function frontCase(random: Random): Case {
    const soundOf = (own: Random): Sound =>
      own() < 0.6 ? soundPrediction(own) : spentBatch(own, ledger)
    const fuzzer = pick(random, [frontHttp, frontHttp, createWire(soundOf), coding, smuggling])
    return fuzzer(random, fuzzer === coding ? soundPrediction(random) : soundOf(random))
  }

  function predictionCase(random: Random): Routed {
    const sound = soundPrediction(random)
    return { ...atFront(prediction(random, sound)), mayBeLate: true }
  }

  function outcomesCase(random: Random): Ending {
    if (random() < 0.4) return bentBatch(random, ledger)
    const sounds: RouteSound[] = []
    const soundOf = (own: Random): Sound => {
      const sound = soundBatch(own, ledger)
      sounds.push(sound)
      return sound
    }
    const first = soundOf(random)
    const made =
      random() < 0.5
        ? { ...whole('outcomes', first.request), wrongWith: first.wrongWith }
        : createFineWire(soundOf)(random, first)
    const end = () => {
      for (const sound of sounds) sound.end()
    }
    return { made, end }
  }

  /** Sound: a prediction, or outcomes. */
  function between(random: Random): Routed {
    const sound = random() < 0.7 ? soundPrediction(random) : soundBatch(random, ledger)
    const made = { ...whole('in between', sound.request), wrongWith: sound.wrongWith }
    return { made, at: 'front', end: () => 'end' in sound && (sound as RouteSound).end() }
  }

  async function one({ made, end, at, mayBeLate = false }: Routed, random: Random, nth: number) {
    const bored = () => exchanged(fuzz[at], livelyAt[at], async () => {})
    const exchange = await exchanged(fuzz[at], made, bored)
    const wrong = wrongIn(made, exchange, wrongWithRouted({ mayBeLate }))
    const odd = exchange.answers.flatMap((answer) => noted(answer, random) ?? [])
    if (isHurried(made)) hurried.push(idOf(made))
    if (exchange.answers.some(({ status }) => status === 504)) late.push(idOf(made))
    end()
    for (const each of [...wrong, ...odd]) findings.add(`case ${nth}: ${each}`)
  }

  /** Returns what is wrong with its receipt. */
  function noted({ status, headers }: Answer, random: Random): string | undefined {
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    const receipt = headers.get('x-contender-receipt')
    return receipt === undefined ? undefined : ledger.issued(receipt, random)
  }

  await Promise.all(Array.from({ length: lanes }, lane))
  return { findings: [...findings], statuses, cases: finished, hurried, late }
}

const get = (path: string) => ({
  pieces: [Buffer.from(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`)],
  leaves: 1,
})

/** While one waits whether something comes, another one is answered. */
const livelyAt = { front: get('/v2/health/live'), admin: get('/livez') }
