import type { Json } from '../../api/json.ts'
import { ContenderError } from '../../errors.ts'
import type { Heir } from '../../evidence/told.ts'
import type { Bequest } from '../instance/state.ts'
import type { Arrived, OutcomeAnswer } from '../outcomes/outcome.ts'
import { type Handed, type Hello, handingOf, helloOf } from './documents.ts'
import { createForwarding } from './forwarding.ts'
import { greetAll } from './greeting.ts'
import { type HandedOver, handOver } from './handing-over.ts'
import { createKeeping } from './keeping.ts'
import { createOwing } from './owing.ts'
import type { Own, SiblingsPorts } from './ports.ts'
import { createRounds } from './rounds.ts'
import { createSaying, experimentOf } from './saying.ts'
import { createTable, type Sibling } from './table.ts'

/** Other routers of the experiment: who they are, and who scores for whom. */
export type Siblings = {
  /** Before anything is counted: what others say about who scores for whom. Takes two seconds at most. */
  readonly greet: () => Promise<readonly Heir[]>
  /** Once it has begun: says hello every second until the signal. */
  readonly run: (signal: AbortSignal) => Promise<void>
  /** What others say, and what they are answered. */
  readonly hello: (document: Json) => Hello
  /** What others leave. Resolves once that is safe; `BequestRefused` where it can't be. */
  readonly bequest: (document: Json) => Promise<Handed>
  /** Outcomes that another one scores. */
  readonly forward: (
    scorer: string,
    outcomes: readonly Arrived[],
  ) => Promise<readonly OutcomeAnswer[]>
  /** This router will end: it inherits nothing any more, and all are told. */
  readonly leave: () => void
  /**
   * Once nothing is counted any more: leaves all to somebody, or to nobody, before `untilMs` of the clock. The journal is to be
   * closed afterwards, in any case.
   */
  readonly handOver: (untilMs: number) => Promise<HandedOver>
  /** Those that are there. */
  readonly known: () => readonly Sibling[]
}

export function createSiblings(ports: SiblingsPorts): Siblings {
  const { instance, clock, log, broke } = ports
  let leaving = false
  const isLeaving = () => leaving
  const table = createTable()
  const keeping = createKeeping(ports, { isLeaving, inherited })
  const saying = createSaying(ports, { table, isLeaving })
  const { round, inform, knowsAll } = createRounds(ports, { table, saying, hear })
  const owing = createOwing(ports, { table, inform })

  function begun(): Own {
    const me = instance()
    if (me === undefined) throw new ContenderError('IssuerAway', 'this router is about to begin')
    return me
  }

  function hello(document: Json): Hello {
    const me = begun()
    const said = helloOf(document)
    if (said.from?.instance !== me.id) hear(said, me)
    return saying(said.from?.instance)
  }

  function hear({ from, experiment, heirs, siblings, seen }: Hello, me: Own): void {
    const own = experimentOf(me)
    if (own !== undefined && experiment !== undefined && own !== experiment)
      throw new ContenderError('PlanForeign', 'this router is of another experiment')
    if (from !== undefined && from.address !== '' && table.heard(from, clock.now()))
      log.info({ instance: from.instance, address: from.address }, 'another router is there')
    table.rumoured(
      siblings.filter((each) => each.instance !== me.id),
      clock.now(),
    )
    keeping.heard(me, heirs, from)
    // Whose heir this one is, it knows best: it may have been decided, and never have come.
    me.learn(heirs.filter(({ heir }) => heir !== me.id))
    if (seen !== undefined) me.joinSeen(seen)
  }

  async function bequest(document: Json): Promise<Handed> {
    const me = begun()
    const handing = await handingOf(document)
    const here = { life: me.start }
    // What it goes with was told to a former life of this one, and may be lost.
    if (handing.life !== undefined && handing.life !== me.start) return here
    // Whoever scores for an heir takes what was on its way to it.
    const meant = handing.step === 'Keep' ? handing.heir : me.scorerOf(handing.heir)
    if (meant !== me.id) throw new ContenderError('BequestRefused', `this router is ${me.id}`)
    if (handing.step === 'Keep') {
      keeping.keep(me, handing)
      return here
    }
    keeping.take(me, handing)
    await me.durable()
    return here
  }

  function inherited(me: Own, { owed }: Bequest): void {
    owing.hold(me, owed)
    tellAll()
  }

  async function run(signal: AbortSignal): Promise<void> {
    const me = begun()
    owing.hold(me, me.owed())
    while (!signal.aborted) {
      keeping.expire()
      keeping.claim(me)
      owing.settle(me).catch(broke)
      tellAll()
      await clock.sleep(everyMs, signal)
    }
  }

  function tellAll(): void {
    round().catch(broke)
  }

  function leave(): void {
    leaving = true
    tellAll()
  }

  return {
    ...{ hello, bequest, run, leave },
    greet: () => greetAll(ports, saying),
    forward: createForwarding(ports, table),
    handOver: (untilMs) =>
      handOver(ports, { me: begun(), table, keeping, inform, knowsAll }, untilMs),
    known: () => table.present(clock.now()),
  }
}

const everyMs = 1_000
