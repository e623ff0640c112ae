import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/api/json.ts'
import { createSeen, type Seen } from '../../../../src/evidence/seen/seen.ts'
import { noJournal } from '../../../../src/router/instance/replay.ts'
import type { HandedOver } from '../../../../src/router/siblings/handing-over.ts'
import { type Answered, type Question, silent } from '../../../../src/router/siblings/ports.ts'
import { createSiblings } from '../../../../src/router/siblings/siblings.ts'
import { seenIn, startMs, travelled } from '../../evidence/given.ts'
import { anInstance, one, three, two } from '../instance/given.ts'
import { createTime, type Time } from './model/time.ts'

/** As `working.ts` has it. */
const deadlineMs = 8_000

const block = 32_768

/** So many that they make several pieces. */
const much = (() => {
  const seen = createSeen()
  for (let n = 0; n < 100; n++)
    for (let place = 0; place < block; place += 3 + ((n * place) % 7))
      seen.add({ instance: three, part: 'truth' }, n * block + place, startMs)
  return seenIn(seen)
})()

type Slow = { readonly instance: string; readonly takesMs: number }

/** A sibling that takes its time for each answer. */
function aSibling(time: Time, { instance, takesMs }: Slow) {
  const held = createSeen()
  const steps: string[] = []
  const address = `${instance}:9090`
  const hello = () => ({
    from: { ...{ instance, start: 3, begunMs: 0, address }, isLeaving: false },
    ...{ heirs: [], siblings: [] },
  })

  function answerTo(path: string, document: Record<string, unknown>): object {
    if (path === '/v1/siblings') {
      if (document['seen'] !== undefined) held.join(document['seen'] as Seen)
      return hello()
    }
    steps.push(`${document['step']}`)
    return { life: 3 }
  }

  const ask = ({ path, document, timeoutMs }: Question): Promise<Answered> =>
    new Promise((resolve) => {
      time.at(time.now() + timeoutMs, () => resolve(silent))
      time.at(time.now() + takesMs / 2, () => {
        const said = travelled(answerTo(path, travelled(document) as never)) as Json
        time.at(time.now() + takesMs / 2, () => resolve({ said }))
      })
    })
  return { instance, address, hello, ask, steps, blocks: () => seenIn(held).blocks.length }
}

/** A router that has seen much, and tells it to these for so long until it is told to end; it scores the last while it says so. */
async function leaves(
  others: readonly Slow[],
  {
    afterMs = 0,
    durable = async (_: readonly string[]): Promise<void> => {},
    last = undefined as Seen | undefined,
  } = {},
): Promise<Left> {
  const time = createTime()
  const known = others.map((other) => aSibling(time, other))
  const steps = () => known.flatMap((each) => each.steps)
  const me = anInstance(one, { ...noJournal, durable: () => durable(steps()) })
  me.joinSeen(much)
  let later: Seen | undefined
  const seenChanges = (): Seen => {
    const changes = later ?? me.seenChanges()
    later = undefined
    return changes
  }
  const siblings = createSiblings({
    ...{
      instance: () => ({ ...me, seenChanges }),
      seeds: async () => [],
      address: () => undefined,
    },
    ask: (address, question) =>
      known.find((each) => each.address === address)?.ask(question) ?? Promise.resolve(silent),
    clock: { now: time.now, wall: () => startMs + time.now(), sleep: time.sleep },
    ...{ log: { info: () => {}, warn: () => {} }, broke: (cause) => expect.fail(String(cause)) },
  })
  for (const each of known) siblings.hello(travelled(each.hello()) as never)
  const ended = new AbortController()
  void siblings.run(ended.signal)
  await time.pass(afterMs)
  siblings.leave()
  if (last !== undefined) await time.pass(10)
  later = last
  const began = time.now()
  let left: Left | undefined
  void siblings.handOver(began + deadlineMs).then((handed) => {
    ended.abort() // and so the process ends
    const heirs = me.heirs().map(({ heir }) => heir)
    const told = known.map(({ blocks }) => blocks())
    left = { handed, tookMs: time.now() - began, told, heirs, steps: steps() }
  })
  await time.pass(60_000)
  return left ?? expect.fail('it has not ended')
}

type Left = {
  readonly handed: HandedOver
  readonly tookMs: number
  /** How many blocks each sibling knew by then. */
  readonly told: readonly number[]
  readonly heirs: readonly string[]
  /** What they were asked. */
  readonly steps: readonly string[]
}

const all = much.blocks.length
const hangs = () => new Promise<void>(() => {})

describe('a router with much to tell', () => {
  it.each([
    700, 800, 900, 1_000, 1_100, 1_300, 1_500, 1_900, 2_500, 60_000,
  ])('ends within its time where each answer takes %d ms, and leaves nothing to who does not know all', async (takesMs) => {
    const slow = [two, three].map((instance) => ({ instance, takesMs }))
    const { handed, tookMs, told, heirs } = await leaves(slow)
    expect(tookMs).toBeLessThanOrEqual(deadlineMs)
    expect(heirs.length).toBe(handed === 'Nobody' ? 0 : 1)
    for (const heir of heirs) expect(told[heir === two ? 0 : 1]).toBe(all)
  })

  it('tells one that is slow as much as it can until its time is over, and then leaves nothing to it', async () => {
    const { handed, told, steps } = await leaves([{ instance: two, takesMs: 1_900 }])
    expect([handed, steps]).toEqual(['Nobody', []])
    expect(told[0]).toBeGreaterThan(all / 4)
    expect(told[0]).toBeLessThan(all)
  })

  it('leaves all to one that is slow, where it was told before', async () => {
    const slow = [{ instance: two, takesMs: 1_500 }]
    const { handed, heirs, steps } = await leaves(slow, { afterMs: 30_000 })
    expect([handed, heirs, steps]).toEqual(['Taken', [two], ['Keep', 'Take']])
  })

  it('tells what it has scored last before it leaves anything, though it is just saying hello', async () => {
    const seen = createSeen()
    seen.add({ instance: one, part: 'truth' }, 7, startMs)
    const slow = [{ instance: two, takesMs: 1_000 }]
    const { heirs, told } = await leaves(slow, { afterMs: 60_000, last: seen.changes() })
    expect([heirs, told]).toEqual([[two], [all + 1]])
  })

  it('leaves all to the one who is quick, though another one holds it up', async () => {
    const { handed, heirs, told } = await leaves([
      { instance: two, takesMs: 1_900 },
      { instance: three, takesMs: 100 },
    ])
    expect([handed, heirs, told[1]]).toEqual(['Taken', [three], all])
  })
})

describe('a router whose disk hangs', () => {
  const quick = [{ instance: two, takesMs: 10 }]

  it('ends within its time, and has told nothing', async () => {
    const { handed, tookMs, told } = await leaves(quick, { durable: hangs })
    expect([handed, told]).toEqual(['Nobody', [0]])
    expect(tookMs).toBeLessThanOrEqual(deadlineMs)
  })

  it('ends within its time while it writes down who is the heir, and that one takes nothing', async () => {
    const durable = async (steps: readonly string[]) => {
      if (steps.includes('Keep')) await hangs()
    }
    const { handed, tookMs, steps } = await leaves(quick, { durable })
    expect([handed, steps]).toEqual(['Unanswered', ['Keep']])
    expect(tookMs).toBeLessThanOrEqual(deadlineMs)
  })
})
