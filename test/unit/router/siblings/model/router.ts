import type { Json } from '../../../../../src/api/json.ts'
import { ContenderError } from '../../../../../src/errors.ts'
import type { Clock } from '../../../../../src/reconciler/clock.ts'
import type { Bequest } from '../../../../../src/router/instance/state.ts'
import type { Arrived, OutcomeAnswer } from '../../../../../src/router/outcomes/outcome.ts'
import type { HandedOver } from '../../../../../src/router/siblings/handing-over.ts'
import type { Ask, Question } from '../../../../../src/router/siblings/ports.ts'
import { createSiblings } from '../../../../../src/router/siblings/siblings.ts'
import type { Sibling } from '../../../../../src/router/siblings/table.ts'
import type { Receipt } from '../../../../../src/routing/receipt.ts'
import { createOwn, type Disk, newDisk, type Spoiled } from './own.ts'
import type { Time } from './time.ts'

export type Router = ReturnType<typeof startRouter>

/** Other ways to do it, each of which looks well at first: a test must be able to tell them from ours. */
export type Spoils = Spoiled & {
  /** Who scores: of all that one knows. */
  readonly scorer?: (issuer: string, known: readonly string[]) => string
  /** How to leave. */
  readonly handOver?: (parts: Leaving) => Promise<HandedOver>
}

export type Leaving = {
  readonly bequest: Bequest
  readonly known: readonly Sibling[]
  readonly ask: Ask
}

type Place = {
  readonly address: string
  /** What a Service leads to, now. */
  readonly seeds: () => readonly string[]
  readonly time: Time
  readonly ask: Ask
  readonly freshId: () => string
  readonly spoils: Spoils
}

type Beginning = ReturnType<typeof createOwn>

/** A process that begins with what is on a disk, as the router is composed. It answers once it has begun. */
export function startRouter(disk: Disk, { address, seeds, time, ask, freshId, spoils }: Place) {
  const clock: Clock = { now: time.now, wall: time.now, sleep: time.sleep }
  const ended = new AbortController()
  const bugs: unknown[] = []
  let here = disk
  let own: Beginning | undefined
  let given = 0
  const siblings = createSiblings({
    instance: () => own?.instance,
    ask: askAlive,
    ...{ seeds: async () => seeds(), address: () => address, clock },
    log: { info: () => {}, warn: () => {} } as never,
    broke: (cause) => void bugs.push(cause),
  })

  /** Nothing is heard of a process that was killed. */
  function askAlive(...[to, question]: Parameters<Ask>): ReturnType<Ask> {
    return ended.signal.aborted ? new Promise(() => {}) : ask(to, question)
  }

  async function begin(): Promise<void> {
    const heard = await siblings.greet()
    if (ended.signal.aborted) return
    const before = createOwn(disk, time, spoils)
    before.instance.learn(heard)
    if (before.instance.scorerOf(disk.id) !== disk.id) {
      here = newDisk(freshId(), [{ is: 'Begun', ...before.known() }])
      own = createOwn(here, time, spoils)
    } else own = before
    void siblings.run(ended.signal)
  }

  /** Of one outcome that somebody sends here. */
  async function outcome(arrived: Arrived): Promise<string> {
    const me = own
    if (me === undefined || ended.signal.aborted) return 'Away'
    const scorer = scorerOf(me, arrived.receipt.instance)
    const [answer] =
      scorer === me.instance.id
        ? [await scored(me, arrived.receipt)]
        : await siblings.forward(scorer, [arrived])
    if (ended.signal.aborted || answer === undefined || 'failure' in answer) return 'Away'
    return answer.result
  }

  function scorerOf(me: Beginning, issuer: string): string {
    const all = [me.instance.id, ...siblings.known().map(({ instance }) => instance)]
    return spoils.scorer?.(issuer, all) ?? me.instance.scorerOf(issuer)
  }

  async function scored(
    me: Beginning,
    { instance: issuer, sequence }: Pick<Receipt, 'instance' | 'sequence'>,
  ): Promise<OutcomeAnswer> {
    const away = { failure: 'IssuerAway', detail: '' } as const
    const isMine = scorerOf(me, issuer) === me.instance.id
    const result = isMine ? me.score(issuer, sequence) : 'Away'
    if (result === 'Away') return away
    return me.instance.durable().then(
      () => ({ result, scored: [], late: [], duplicate: [], unscored: [] }),
      () => away,
    )
  }

  /** Whoever is killed before it answers never does. */
  async function listen(path: Question['path'], document: Json): Promise<object> {
    const answer = await answerTo(path, document)
    return ended.signal.aborted ? new Promise(() => {}) : answer
  }

  async function answerTo(path: Question['path'], document: Json): Promise<object> {
    if (path === '/v1/siblings') return siblings.hello(document)
    if (path === '/v1/bequest') return siblings.bequest(document)
    const { outcomes } = document as unknown as { readonly outcomes: { receipt: string }[] }
    const me = own
    if (me === undefined) throw new ContenderError('IssuerAway', 'it has not begun')
    const answers = outcomes.map(({ receipt }) => {
      const [instance = '', sequence = ''] = receipt.split(' ')
      return scored(me, { instance, sequence: Number(sequence) })
    })
    return { answers: await Promise.all(answers) }
  }

  async function handOver(untilMs: number): Promise<HandedOver> {
    const me = own?.instance
    if (spoils.handOver === undefined || me === undefined) return siblings.handOver(untilMs)
    const known = siblings.known().filter(({ isLeaving }) => !isLeaving)
    return spoils.handOver({ bequest: me.bequest(time.now()), known, ask: askAlive })
  }

  return {
    ...{ address, begin, outcome, listen, handOver, leave: siblings.leave, bugs },
    own: () => own,
    disk: () => here,
    /** One more prediction. */
    receipt: () => own && { issuer: own.instance.id, sequence: here.start * 1e4 + given++ },
    isDead: () => ended.signal.aborted,
    end: () => ended.abort(),
  }
}
