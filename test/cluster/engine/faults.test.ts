import { expect, inject, it } from 'vitest'
import { kinds } from '../faults/faults.ts'
import { startInformer } from './stock-informer.ts'
import { goThroughWeather, startEngine } from './weather.ts'

/** `SEEDS=50` goes through fifty; `SEED=7` begins with the seventh. */
const [seeds, first] = [Number(process.env['SEEDS'] ?? 3), Number(process.env['SEED'] ?? 1)]
const injected: { [kind: string]: number } = {}

it.each(
  Array.from({ length: seeds }, (_, n) => first + n),
)('follows 10,000 changes through faults, and knows in the end what the server knows (seed %d)', async (seed) => {
  const weather = await goThroughWeather(inject('apiServer'), seed, startEngine)
  const { counts, bugs, lost, wrong, unanswered, doubled, ...said } = weather
  for (const kind of kinds) injected[kind] = (injected[kind] ?? 0) + counts[kind]
  process.stdout.write(`${JSON.stringify(said)}\n`)
  expect({ bugs, lost, wrong, unanswered, doubled }).toEqual({
    bugs: [],
    lost: [],
    wrong: [],
    unanswered: [],
    doubled: [],
  })
})

it('has met every kind of fault', () => {
  process.stdout.write(`injected: ${JSON.stringify(injected)}\n`)
  expect(kinds.filter((kind) => !injected[kind])).toEqual([])
})

/** Which connection a fault hits depends on who is quicker: once in many times the informer is lucky. */
it('is more than the informer of the client can do (negative control)', async () => {
  const errors: number[] = []
  for (let seed = first; seed < first + 4 && (errors.at(-1) ?? 0) === 0; seed++) {
    const { wrong } = await goThroughWeather(inject('apiServer'), seed, startInformer)
    process.stdout.write(`the informer is wrong about ${wrong.length} objects\n`)
    errors.push(wrong.length)
  }
  expect(errors.at(-1)).toBeGreaterThan(0)
})
