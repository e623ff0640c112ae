import { isJsonObject } from '../../api/json.ts'
import type { Bequest } from '../instance/state.ts'
import type { Handing } from './documents.ts'
import type { Keeping } from './keeping.ts'
import { type Answered, type Own, type SiblingsPorts, silent } from './ports.ts'
import type { Inform } from './rounds.ts'
import { isSafe } from './safe.ts'
import type { Sibling, Table } from './table.ts'

/**
 * `Nobody` could take it: this instance goes on if it is started again. `Taken`: another one has it, for good. `Unanswered`:
 * it is decided who has it, and that one has not said yet that it knows.
 */
export type HandedOver = 'Nobody' | 'Taken' | 'Unanswered'

/**
 * Leaves all to one sibling, in three steps, once it knows which receipts are spent: it keeps it; here is written down that it is the heir; it takes it. Before the second
 * step nobody else may score, after it this one never does again, wherever either of them is killed. What is written down is all
 * that was counted before, too: whoever begins here next has it as long as the heir has not.
 */
export async function handOver(
  ports: Ports,
  { me, table, keeping, inform, knowsAll }: Parts,
  untilMs: number,
): Promise<HandedOver> {
  const { clock, log } = ports
  await until(() => !keeping.isAwaited(), clock, untilMs)
  const bequest = me.bequest(clock.wall())
  // Half of what is left leaves time for another one.
  const informed = (to: Sibling) => inform(me, to, (clock.now() + untilMs) / 2, untilMs)
  const heir = await whoKeeps(ports, { table, bequest, informed, knowsAll }, untilMs)
  if (heir === undefined) {
    log.warn({}, 'no other router takes over: it goes on here when it is started again')
    return 'Nobody'
  }
  me.learn([{ instance: me.id, heir: heir.instance, sinceMs: clock.wall() }])
  const isTaken =
    (await until(() => isSafe(me, clock, untilMs - clock.now()), clock, untilMs)) &&
    (await isTakenBy(ports, { me, table, heir, bequest, informed }, untilMs))
  if (!isTaken) {
    log.warn({ heir: heir.instance }, 'the heir has not said that it knows')
    return 'Unanswered'
  }
  me.handedOver(heir.instance, clock.wall())
  log.info({ heir: heir.instance }, 'another router scores from now on')
  return 'Taken'
}

type Ports = Pick<SiblingsPorts, 'ask' | 'clock' | 'log'>

type Parts = {
  readonly me: Own
  readonly table: Table
  readonly keeping: Keeping
  readonly inform: Inform
  /** In which of its lives a sibling knew all when that was last noted, if it did. */
  readonly knowsAll: (sibling: string) => number | undefined
}

/** In which of its lives it knows all that is spent. */
type Informed = (to: Sibling) => Promise<number | undefined>

/** Whoever answers nothing may keep it for ever: without a decision it is worth nothing. */
async function whoKeeps(
  ports: Ports,
  { table, bequest, informed, knowsAll }: Pick<Parts, 'table' | 'knowsAll'> & Left,
  untilMs: number,
): Promise<Sibling | undefined> {
  const { clock } = ports
  const refusing = new Set<string>()
  const candidates = () => candidatesIn(table, { knowsAll, nowMs: clock.now() })
  const next = () => candidates().filter(notIn(refusing))
  for (let left = next(); left.length > 0 && clock.now() < untilMs; left = next()) {
    for (const each of left) {
      if (await isKeptBy(ports, { each, bequest, refusing, informed }, untilMs)) return each
    }
    await clock.sleep(Math.min(pauseMs, untilMs - clock.now()), never)
  }
  return undefined
}

type Left = { readonly bequest: Bequest; readonly informed: Informed }

type Candidate = Left & {
  readonly each: Sibling
  /** Those that never will. */
  readonly refusing: Set<string>
}

async function isKeptBy(
  ports: Ports,
  { each, bequest, refusing, informed }: Candidate,
  untilMs: number,
): Promise<boolean> {
  const { instance, address } = each
  const life = await informed(each)
  if (life === undefined) return false
  const keeping = { step: 'Keep', to: each, heir: instance, bequest, life } as const
  const answered = await ask(ports, keeping, untilMs)
  if ('said' in answered) return hasCome(answered, life)
  const { refused: code } = answered
  ports.log.warn({ code, instance, address }, 'a router does not keep what is left')
  if (code === 'BequestRefused') refusing.add(instance)
  return false
}

const notIn =
  (names: ReadonlySet<string>) =>
  ({ instance }: Sibling) =>
    !names.has(instance)

/** First those to whom least is to be told; of these the youngest, which in a roll-out stays longest. */
const candidatesIn = (
  table: Table,
  { knowsAll, nowMs }: Pick<Parts, 'knowsAll'> & { readonly nowMs: number },
) => {
  const knows = ({ instance }: Sibling) => (knowsAll(instance) === undefined ? 0 : 1)
  return table
    .present(nowMs)
    .filter(({ isLeaving }) => !isLeaving)
    .toSorted(
      (a, b) => knows(b) - knows(a) || b.begunMs - a.begunMs || (a.instance < b.instance ? -1 : 1),
    )
}

/**
 * One that was started again meanwhile has forgotten what it kept, and is sent it once more. One that has itself left all to another
 * one is followed there.
 */
async function isTakenBy(
  ports: Ports,
  { me, table, heir, bequest, informed }: Pick<Parts, 'me' | 'table'> & Left & { heir: Sibling },
  untilMs: number,
): Promise<boolean> {
  const { clock } = ports
  for (let isSent = false; clock.now() < untilMs; ) {
    const scorer = me.scorerOf(heir.instance)
    const to = table.present(clock.now()).find(({ instance }) => instance === scorer) ?? heir
    const life = isSent ? await informed(to) : undefined
    const taking = { to, heir: heir.instance, bequest, life }
    const answered = await askToTake(ports, taking, untilMs)
    if (hasCome(answered, life)) return true
    isSent ||= 'refused' in answered && answered.refused === 'BequestRefused'
    await clock.sleep(Math.min(pauseMs, untilMs - clock.now()), never)
  }
  return false
}

export type Taking = Pick<Handing, 'heir'> & {
  /** The heir, or whoever scores for it by now. */
  readonly to: Sibling
  readonly bequest: Bequest
  /** In which of its lives it knows all that is spent. Absent: it is taken for granted that the bequest is kept there, too. */
  readonly life: number | undefined
}

export const askToTake = (
  ports: Pick<Ports, 'ask' | 'clock'>,
  taking: Taking,
  untilMs: number,
): Promise<Answered> => ask(ports, { step: 'Take', ...taking }, untilMs)

/** To the very process that was meant, if any was. */
export const hasCome = (answered: Answered, life: number | undefined): boolean =>
  'said' in answered &&
  (life === undefined || (isJsonObject(answered.said) && answered.said['life'] === life))

function ask(
  { ask, clock }: Pick<Ports, 'ask' | 'clock'>,
  { step, to, heir, bequest, life }: Taking & Pick<Handing, 'step'>,
  untilMs: number,
): Promise<Answered> {
  const leftMs = untilMs - clock.now()
  if (leftMs <= 0) return Promise.resolve(silent)
  const { instance: giver, tallies } = bequest
  const own = tallies.filter(({ instance }) => instance === giver)
  const number = Math.max(0, ...own.map((tally) => tally.number))
  const sent = life === undefined ? undefined : bequest
  const document: Handing = { step, giver, number, heir, bequest: sent, life }
  // Half of what is left leaves time for another one, or for a second try.
  const timeoutMs = Math.min(leftMs, Math.max(leastMs, leftMs / 2))
  return ask(to.address, { path: '/v1/bequest', document, timeoutMs })
}

async function until(
  is: () => boolean | Promise<boolean>,
  clock: Ports['clock'],
  untilMs: number,
): Promise<boolean> {
  while (!(await is())) {
    if (clock.now() >= untilMs) return false
    await clock.sleep(Math.min(lookMs, untilMs - clock.now()), never)
  }
  return true
}

const [pauseMs, lookMs, leastMs] = [500, 100, 1_000]

const never = new AbortController().signal
