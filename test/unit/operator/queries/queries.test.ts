import { afterEach, describe, expect, it } from 'vitest'
import type { Metric } from '../../../../src/api/experiment.ts'
import { createAsking } from '../../../../src/operator/queries/asking.ts'
import { createQueries } from '../../../../src/operator/queries/queries.ts'
import type { QueryAnswer } from '../../../../src/plan/observation.ts'
import { createHands } from '../../../hands.ts'
import { aPrometheus, sample, success } from './prometheus.ts'

const heat = (query = 'heat', name = 'heat'): Metric => ({
  ...{ name, kind: 'Query', role: 'Guardrail', limit: '0.9' },
  prometheus: { address: 'http://prometheus.example', query },
})
const errors: Metric = { name: 'errors', kind: 'ErrorRate', role: 'Guardrail', limit: '0.1' }

/** Queries that a test answers when it likes, or that stay under way. */
function aDesk() {
  const hands = createHands()
  const asked: { readonly query: string; readonly say: (answer: QueryAnswer) => void }[] = []
  const told: string[] = []
  const queries = createQueries({
    clock: hands,
    learned: (key) => told.push(key),
    ask: ({ query }, signal) =>
      new Promise((resolve) => {
        asked.push({ query, say: resolve })
        signal.addEventListener('abort', () => resolve({ unknown: 'it did not answer' }))
      }),
  })
  /** Answers what was asked nth, and lets it come to rest. */
  const say = async (nth: number, answer: QueryAnswer) => {
    asked[nth]?.say(answer)
    await hands.turn(0)
  }
  return { ...queries, asked, told, hands, say }
}

describe('a query', () => {
  it('is unknown until it is answered; then whoever wanted it is told', async () => {
    const { seen, say, told } = aDesk()
    expect(seen('a/x', [heat(), errors])).toEqual({ heat: { unknown: 'it was not answered yet' } })
    await say(0, { value: 0.5 })
    expect(told).toEqual(['a/x'])
    expect(seen('a/x', [heat()])).toEqual({ heat: { value: 0.5 } })
  })

  it('is asked once in 15 s, however many want to know, and not while it is under way', async () => {
    const { seen, say, asked, hands } = aDesk()
    for (const key of ['a/x', 'a/y', 'a/x']) seen(key, [heat(), heat('heat', 'again')])
    expect(asked).toHaveLength(1)
    await hands.turn(20_000)
    seen('a/x', [heat()])
    expect(asked).toHaveLength(1)
    await say(0, { value: 1 })
    seen('a/x', [heat()])
    expect(asked).toHaveLength(2)
    await hands.turn(14_999)
    await say(1, { value: 1 })
    seen('a/x', [heat()])
    expect(asked).toHaveLength(2)
    await hands.turn(1)
    seen('a/x', [heat()])
    expect(asked).toHaveLength(3)
  })

  it('tells nobody what they know, and each but once', async () => {
    const { seen, say, told, hands } = aDesk()
    for (const nth of [0, 1, 2]) {
      seen('a/x', [heat()])
      await say(nth, { value: nth === 2 ? 7 : 1 })
      await hands.turn(15_000)
    }
    expect(told).toEqual(['a/x', 'a/x'])
  })

  it('that is not answered for long is not known any more, and is news when it comes', async () => {
    const { seen, say, hands, told } = aDesk()
    seen('a/x', [heat()])
    await say(0, { value: 1 })
    await hands.turn(45_000)
    expect(seen('a/x', [heat()])).toEqual({ heat: { value: 1 } })
    await hands.turn(1)
    expect(seen('a/x', [heat()])).toEqual({ heat: { unknown: 'its last answer is 45 s old' } })
    await say(1, { value: 1 })
    expect(told).toEqual(['a/x', 'a/x'])
  })

  it('that nobody has wanted for long is forgotten', async () => {
    const { seen, say, hands, asked } = aDesk()
    seen('a/x', [heat()])
    await say(0, { value: 1 })
    await hands.turn(300_001)
    seen('a/y', [])
    expect(seen('a/x', [heat()])).toEqual({ heat: { unknown: 'it was not answered yet' } })
    expect(asked).toHaveLength(2)
  })
})

describe('many', () => {
  const many = Array.from({ length: 20 }, (_, i) => heat(`q${i}`, `m${i}`))

  it('are asked eight at a time, in their order', async () => {
    const { seen, say, asked } = aDesk()
    seen('a/x', many)
    expect(asked).toHaveLength(8)
    await say(3, { value: 1 })
    expect(asked.map(({ query }) => query)).toEqual(many.slice(0, 9).map((_, i) => `q${i}`))
  })

  it('stop when they are told to', async () => {
    const { seen, close, asked, told } = aDesk()
    seen('a/x', many)
    await close()
    seen('a/x', [heat('other')])
    expect([asked.length, told]).toEqual([8, []])
  })
})

describe('over a real socket', () => {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  it('an answer comes by itself', async () => {
    const server = await aPrometheus((response) => response.end(success('vector', [sample('0.7')])))
    const asking = createAsking()
    const news = Promise.withResolvers<string>()
    const { ask } = asking
    const queries = createQueries({ ask, clock: createHands(), learned: news.resolve })
    closing.push(queries.close, asking.close, server.close)
    const metric = { ...heat(), prometheus: { address: server.address, query: 'heat' } }
    queries.seen('a/x', [metric])
    expect(await news.promise).toBe('a/x')
    expect(queries.seen('a/x', [metric])).toEqual({ heat: { value: 0.7 } })
  })
})
