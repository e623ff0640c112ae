import { ContenderError } from '../../errors.ts'
import { type Hello, helloOf } from './documents.ts'
import type { Own, Question, SiblingsPorts } from './ports.ts'
import type { createSaying } from './saying.ts'
import type { Rumour, Table } from './table.ts'
import { createTelling } from './telling.ts'

type Ports = Pick<SiblingsPorts, 'instance' | 'ask' | 'seeds' | 'address' | 'clock' | 'log'>

type Parts = {
  readonly table: Table
  readonly saying: ReturnType<typeof createSaying>
  /** What a sibling has answered. */
  readonly hear: (hello: Hello, me: Own) => void
}

/**
 * Tells one sibling all that is spent by now, and says in which of its lives it knows that; nothing where it has not said so
 * in time. After `untilMs` no other piece of it is sent, and after `endMs` no answer is waited for.
 */
export type Inform = (
  me: Own,
  to: Rumour,
  untilMs: number,
  endMs?: number,
) => Promise<number | undefined>

/** Says hello, and with it which receipts are spent. */
export function createRounds(
  { instance, ask, seeds, address, clock, log }: Ports,
  { table, saying, hear }: Parts,
) {
  const underWay = new Set<string>()
  const telling = createTelling(clock)

  /** To all that are known, and to those that were named. */
  async function round(): Promise<void> {
    const me = instance()
    if (me === undefined) return
    const known = table.worthHello(clock.now())
    telling.gather(me, known)
    const free = known.filter(isFree)
    await Promise.all([...free.map((each) => greetKnown(me, each)), greetSeeds(me, known)])
  }

  /** Where there is more to tell than one hello takes, others follow at once. */
  const greetKnown = (me: Own, to: Rumour, untilMs = always, endMs = always): Promise<void> =>
    tracked(to, async () => {
      while ((await tellNext(me, to, endMs)) === 'More' && clock.now() < untilMs);
    })

  async function tellNext(me: Own, to: Rumour, endMs: number): Promise<'More' | 'Enough'> {
    const { seen, arrived } = await telling.newsFor(me, to.instance, endMs - clock.now())
    const withinMs = Math.min(timeoutMs, endMs - clock.now())
    if (withinMs <= 0) return 'Enough'
    const document = { ...saying(to.instance), seen }
    const heard = await greet(me, to.address, { document, timeoutMs: withinMs })
    if (heard?.from?.instance !== to.instance) return 'Enough'
    arrived(heard.from)
    const isAll = seen === undefined || telling.knowsAll(to.instance) !== undefined
    return isAll ? 'Enough' : 'More'
  }

  async function greetSeeds(me: Own, known: readonly Rumour[]): Promise<void> {
    const addresses = new Set([address(), ...known.map((each) => each.address)])
    const named = (await seeds()).map((address) => ({ address, instance: address }))
    const strange = named.filter((seed) => !addresses.has(seed.address) && isFree(seed))
    await Promise.all(strange.map((seed) => tracked(seed, () => greetAnybody(me, seed))))
  }

  /**
   * Who answers there may be another one each time, so that is told nothing that only comes once. Where it was this very router it
   * asks again at once: else two that are asked in turn, and ask in turn, could each meet itself for ever.
   */
  async function greetAnybody(me: Own, { address }: Rumour): Promise<void> {
    const asking = { document: saying(undefined), isAnybody: true }
    for (let times = 0; times < mostTimes; times++) {
      const heard = await greet(me, address, asking)
      if (heard?.from?.instance !== me.id) return
    }
  }

  /** One at a time to each router, and to each address. */
  const isFree = ({ instance, address }: Rumour) =>
    !underWay.has(instance) && !underWay.has(address)

  async function tracked<T>({ instance, address }: Rumour, greeting: () => Promise<T>): Promise<T> {
    underWay.add(instance).add(address)
    try {
      return await greeting()
    } finally {
      underWay.delete(instance)
      underWay.delete(address)
    }
  }

  const inform: Inform = async (me, to, untilMs, endMs) => {
    while (clock.now() < untilMs && isPresent(to)) {
      const life = await informed(me, to, untilMs, endMs)
      if (life !== undefined) return life
      await clock.sleep(Math.max(0, Math.min(pauseMs, untilMs - clock.now())), never)
    }
    return undefined
  }

  async function informed(
    me: Own,
    to: Rumour,
    untilMs: number,
    endMs?: number,
  ): Promise<number | undefined> {
    telling.gather(me, table.worthHello(clock.now())) // also while another hello is under way: it had less to tell
    const mayAsk = telling.knowsAll(to.instance) === undefined && isFree(to)
    if (mayAsk) await greetKnown(me, to, untilMs, endMs)
    return telling.knowsAll(to.instance)
  }

  const isPresent = (to: Rumour) =>
    table.present(clock.now()).some(({ instance }) => instance === to.instance)

  async function greet(
    me: Own,
    address: string,
    asking: Pick<Question, 'isAnybody'> & { readonly document: Hello; readonly timeoutMs?: number },
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

  return { round, inform, knowsAll: telling.knowsAll }
}

/** A piece of what is seen is put together and read in some ten milliseconds. */
const timeoutMs = 2_000

const pauseMs = 500

/** Whoever is alone there meets itself whenever it asks. */
const mostTimes = 3

const always = Number.POSITIVE_INFINITY

const never = new AbortController().signal
