import { ContenderError } from '../../errors.ts'
import type { Seen } from '../../evidence/seen.ts'
import { type Hello, helloOf } from './documents.ts'
import type { Own, SiblingsPorts } from './ports.ts'
import type { createSaying } from './saying.ts'
import type { Rumour, Sibling, Table } from './table.ts'

type Ports = Pick<SiblingsPorts, 'instance' | 'ask' | 'seeds' | 'address' | 'clock' | 'log'>

type Parts = {
  readonly table: Table
  readonly saying: ReturnType<typeof createSaying>
  /** What a sibling has answered. */
  readonly hear: (hello: Hello, me: Own) => void
}

/** Says hello to all that are known, and to those that were named: once each time it is called. */
export function createRounds(
  { instance, ask, seeds, address, clock, log }: Ports,
  { table, saying, hear }: Parts,
): () => Promise<void> {
  const underWay = new Set<string>()
  const telling = createTelling(clock)

  async function round(): Promise<void> {
    const me = instance()
    if (me === undefined) return
    const known = table.worthHello(clock.now())
    const free = known.filter((each) => !underWay.has(each.address))
    for (const each of free) underWay.add(each.address)
    try {
      await Promise.all([greetKnown(me, free), greetSeeds(me, known)])
    } finally {
      for (const each of free) underWay.delete(each.address)
    }
  }

  async function greetKnown(me: Own, siblings: readonly Rumour[]): Promise<void> {
    const news = await telling.news(me, siblings)
    await Promise.all(
      siblings.map(async (to) => {
        const document = { ...saying(to.instance), seen: news.of(to) }
        const heard = await greet(me, to.address, { document })
        underWay.delete(to.address)
        if (heard?.from?.instance === to.instance) news.arrived(heard.from)
        else news.missed(to)
      }),
    )
  }

  /** Who answers there may be another one each time, so that is told nothing that only comes once. */
  async function greetSeeds(me: Own, known: readonly Rumour[]): Promise<void> {
    const addresses = new Set([address(), ...known.map((each) => each.address)])
    const strange = (await seeds()).filter((seed) => !addresses.has(seed) && !underWay.has(seed))
    await Promise.all(
      strange.map(async (seed) => {
        underWay.add(seed)
        const asking = { document: saying(undefined), isAnybody: true }
        await greet(me, seed, asking).finally(() => underWay.delete(seed))
      }),
    )
  }

  async function greet(
    me: Own,
    address: string,
    asking: { readonly document: Hello; readonly isAnybody?: boolean },
  ): Promise<Hello | undefined> {
    const answered = await ask(address, { path: '/v1/siblings', timeoutMs, ...asking })
    if ('refused' in answered) return undefined
    try {
      const hello = helloOf(answered.said)
      if (hello.from?.instance !== me.id) hear(hello, me)
      return hello
    } catch (cause) {
      if (!(cause instanceof ContenderError)) throw cause
      log.warn({ address, code: cause.code, detail: cause.message }, 'a router is not understood')
      return undefined
    }
  }

  return round
}

/** The first one brings all that was seen. */
const timeoutMs = 4_000

/** What each sibling is told of receipts that are spent: what is new, or all of it where it may have missed something. */
function createTelling(clock: SiblingsPorts['clock']) {
  /** How many times there was something new, and up to which of them each sibling knows it, in which of its lives. */
  let now = 0
  const knows = new Map<string, Pick<Sibling, 'start'> & { readonly reached: number }>()

  /**
   * Only what would outlive this process is told: else it could lose an outcome that others take for spent. So both are read
   * before it is asked whether all is safe.
   */
  async function news(me: Own, siblings: readonly Rumour[]) {
    const before = now
    const changes = me.seenChanges()
    if (changes.blocks.length > 0) now++
    const reached = now
    const isCurrent = ({ instance }: Rumour) => knows.get(instance)?.reached === before
    const current = new Set(siblings.filter(isCurrent))
    const whole = current.size < siblings.length ? me.seen() : undefined
    const isSafe =
      (whole === undefined && changes.blocks.length === 0) || (await isDurable(me, clock))
    return {
      of: (to: Rumour): Seen | undefined =>
        !isSafe ? undefined : current.has(to) ? some(changes) : whole,
      arrived: ({ instance, start }: Sibling) => {
        // Killed in between, it may have lost what it was told last.
        const isSame = start === (knows.get(instance)?.start ?? start)
        if (isSafe && isSame) knows.set(instance, { reached, start })
        else knows.delete(instance)
      },
      missed: ({ instance }: Rumour) => void knows.delete(instance),
    }
  }

  return { news }
}

const some = (seen: Seen) => (seen.blocks.length > 0 ? seen : undefined)

/** A slow disk makes no router silent. */
async function isDurable({ durable }: Own, clock: SiblingsPorts['clock']): Promise<boolean> {
  const ended = new AbortController()
  const safe = durable().then(
    () => true,
    () => false,
  )
  const late = clock.sleep(slowMs, ended.signal).then(() => false)
  return Promise.race([safe, late]).finally(() => ended.abort())
}

const slowMs = 500
