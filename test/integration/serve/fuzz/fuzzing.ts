import { chance } from '../../../chance.ts'
import { type Fuzzer, whole } from '../../fuzz/case.ts'
import { coding } from '../../fuzz/coding.ts'
import { exchanged } from '../../fuzz/connection.ts'
import { pick, type Random } from '../../fuzz/dice.ts'
import { wrongIn } from '../../fuzz/oracle.ts'
import { createWire } from '../../fuzz/wire.ts'
import { binary } from './binary.ts'
import { http } from './http.ts'
import { structure, text } from './json.ts'
import { type SoundInfer, soundBy } from './sound.ts'

const wire = createWire(soundBy)

/** As often as they are worth. */
const fuzzers: readonly Fuzzer[] = [
  ...[structure, structure, structure, text, binary, binary, coding, http, http, wire, wire],
]

export type Fuzzed = {
  /** What must not be, each once, with the case that found it. */
  readonly findings: readonly string[]
  /** How often each status came. */
  readonly statuses: ReadonlyMap<number, number>
  readonly cases: number
  /** Sound requests in between. */
  readonly sounds: number
}

type Fuzz = {
  readonly port: number
  readonly cases: number
  readonly seed: number
  /** Called when so many cases are done. */
  readonly done?: (cases: number) => void
  /** No case is begun once that is so. */
  readonly isOver?: () => boolean
}

/** Cases that are under way at a time: what is sound goes through the models together with what isn't. */
const lanes = 8

const mostFindings = 20

/** Sends requests that are made from sound ones, and looks at each answer. The same seed makes the same cases. */
export async function fuzz({ port, cases, seed, done, isOver }: Fuzz): Promise<Fuzzed> {
  const findings = new Set<string>()
  const statuses = new Map<number, number>()
  let [begun, finished, sounds] = [0, 0, 0]

  async function lane(): Promise<void> {
    while (begun < cases && findings.size < mostFindings && isOver?.() !== true) {
      const nth = begun++
      await one(chance(seed + nth), nth)
      done?.(++finished)
    }
  }

  async function one(random: Random, nth: number): Promise<void> {
    const sound = soundBy(random)
    const made = pick(random, fuzzersOf(sound))(random, sound)
    const exchange = await exchanged(port, made, () => ask(random, nth))
    for (const { status } of exchange.answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    for (const wrong of wrongIn(made, exchange)) findings.add(`case ${nth}: ${wrong}`)
    if (random() < 0.2) await ask(random, nth)
  }

  async function ask(random: Random, nth: number): Promise<void> {
    const { request, wrongWith } = soundBy(random)
    const made = { ...whole('in between', request), wrongWith }
    const exchange = await exchanged(port, made, async () => {})
    for (const wrong of wrongIn(made, exchange)) findings.add(`case ${nth}: ${wrong}`)
    sounds++
  }

  await Promise.all(Array.from({ length: lanes }, lane))
  return { findings: [...findings], statuses, cases: finished, sounds }
}

/** JSON has no tail to lie about. */
const fuzzersOf = ({ form }: SoundInfer) =>
  form === 'binary' ? fuzzers : fuzzers.filter((fuzzer) => fuzzer !== binary)
