import type { Tally, TallyName } from '../../../../src/evidence/tally.ts'
import type { Told } from '../../../../src/evidence/told.ts'
import { nameOf } from '../../../../src/router/instance/frozen-tally.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import type { Bequest } from '../../../../src/router/instance/state.ts'
import { below, chance } from '../../../chance.ts'
import { quick, startMs, travelled } from '../../evidence/given.ts'
import { beats, begunFrom, createFrames, instanceOf, plan, received, toldIn } from './given.ts'

/** What an older or simpler rule would do. */
export type Rule = {
  /** Whoever looks takes a number. */
  readonly looksAreNumbered?: boolean
  /** What an ended round has counted is told no more. */
  readonly roundsAreForgotten?: boolean
  /** What one who pulls has kept is dropped at once. */
  readonly isDroppedAtOnce?: boolean
  /** What one who pulls has of an instance and a round is taken for the last of it. */
  readonly isTakenForTheLast?: boolean
}

/** Somebody else who keeps what is told, as a leader does that is followed by others. */
export type Witness = {
  readonly told: (told: Told, round: number) => void
  readonly writes: () => void
  readonly isFollowed: () => void
}

const nobody: Witness = { told: () => {}, writes: () => {}, isFollowed: () => {} }

type Router = { instance: Instance; frames: ReturnType<typeof createFrames>; round: number }

const moves = {
  ...{ request: 120, pull: 30, look: 16, note: 6, takePlan: 12, time: 12, restart: 2 },
  ...{ nextLeader: 3, nextRound: 1, leave: 4, comeBack: 1, join: 4 },
} as const

/** Three thousand things that happen to them, by chance. */
export function lived(seed: number, rule?: Rule, witness?: Witness) {
  const random = chance(seed)
  const operators = createOperators(random, rule, witness)
  const all = Object.entries(moves) as [keyof typeof moves, number][]
  const bag = all.flatMap(([move, weight]) => Array.from({ length: weight }, () => move))
  for (let n = 0; n < 3000; n++) operators[bag[below(random, bag.length)] ?? 'request']()
  return operators.end()
}

/**
 * Routers that count, are started again, and leave what they know to each other, while rounds follow each other; and an operator that
 * pulls them and writes a check-point now and then. Its leaders change: the next one has what was in the last check-point.
 */
function createOperators(random: () => number, rule: Rule = {}, witness = nobody) {
  const routers: Router[] = []
  const gone: { id: string; giver: Router; bequest: Bequest }[] = []
  const requests = new Map<number, number>()
  const pulls: TallyName[] = []
  const done = {
    looks: 0,
    lost: 0,
    restarts: 0,
    left: 0,
    leaders: 0,
    letGo: 0,
    letGoOfPresent: 0,
    back: 0,
  }
  let [names, round, notes, minutes] = [0, 1, 0, 0]
  let heard: readonly Tally[] = []
  let checkPoint = heard
  for (let n = 0; n < 3; n++) join()

  function join(): void {
    const state = firstState((++names).toString(16).padStart(16, '0'), startMs)
    const frames = createFrames(state)
    const router = { instance: instanceOf(state, frames), frames, round: 0 }
    take(router)
    routers.push(router)
  }

  const any = (): Router => {
    const router = routers[below(random, routers.length)]
    if (router === undefined) throw new Error('nobody is there')
    return router
  }

  function take(router: Router): void {
    router.instance.take(plan({ round, planRevision: round, epoch: round }))
    router.round = round
  }

  function request(): void {
    const router = any()
    router.instance.request(received({ round: router.round }).receipt, quick)
    requests.set(router.round, (requests.get(router.round) ?? 0) + 1)
  }

  function note(): void {
    any().instance.note('ReceiptTampered')
    notes++
  }

  function look(): void {
    const { instance } = any()
    if (rule.looksAreNumbered) instance.pull([], startMs)
    else instance.look()
    done.looks++
  }

  /** The question arrives, and perhaps its answer does not. */
  function pull({ instance, round: present }: Router, isHeard: boolean): void {
    const kept = rule.isTakenForTheLast ? heldOf(instance) : heard.map(nameOf)
    const [held, ofPresent] = heldBy(instance, present)
    const told = travelled(toldIn(instance.pull(kept, startMs)))
    const [left, leftOfPresent] = heldBy(instance, present)
    done.letGo += held - left
    done.letGoOfPresent += ofPresent - leftOfPresent
    if (rule.isDroppedAtOnce) beats(instance, startMs)
    pulls.push(...told.tallies.slice(0, 1))
    if (isHeard) hear(told, present)
    else done.lost++
  }

  function hear(told: Told, present: number): void {
    witness.told(told, round)
    const isKept = (tally: Tally) => !rule.roundsAreForgotten || tally.round === present
    heard = [...heard, ...told.tallies.filter(isKept)]
  }

  /** All of those of which something was heard. */
  function heldOf(router: Instance): readonly TallyName[] {
    const known = new Set(heard.map(({ instance, round }) => `${instance} ${round}`))
    return router.inherited().filter(({ instance, round }) => known.has(`${instance} ${round}`))
  }

  const pullAll = () => {
    for (const router of routers) pull(router, true)
  }

  function writeCheckPoint(): void {
    checkPoint = heard
    witness.writes()
    minutes = 0
  }

  function nextLeader(): void {
    heard = checkPoint
    witness.isFollowed()
    done.leaders++
    for (const router of routers) pull(router, random() < 0.5)
  }

  /** Whoever sends a plan pulls as well. */
  function takePlan(router: Router): void {
    if (router.round === round) return
    pull(router, random() < 0.5)
    take(router)
  }

  /** Whoever begins a round has what was counted of those before the present one, and of that what was counted by then. */
  function nextRound(): void {
    for (const router of routers) takePlan(router)
    pullAll()
    writeCheckPoint()
    round++
  }

  /** A check-point is never as old as an hour. */
  function time(): void {
    const passed = 1 + below(random, 15)
    minutes += passed
    if (minutes > 40) writeCheckPoint()
    for (const { instance } of routers) beats(instance, startMs, passed)
  }

  function restart(): void {
    const router = any()
    void router.instance.durable()
    const { instance, journal: frames } = begunFrom(router.frames.frames)
    Object.assign(router, { instance, frames })
    done.restarts++
  }

  /** It may be killed before it has written down that its heir knows. */
  function leave(): void {
    const giver = any()
    if (routers.length === 1) return
    routers.splice(routers.indexOf(giver), 1)
    const heir = any().instance
    const bequest = travelled(giver.instance.bequest(startMs))
    pulls.push(...bequest.tallies.slice(0, 1).map(nameOf))
    giver.instance.learn([{ instance: giver.instance.id, heir: heir.id, sinceMs: startMs }])
    heir.inherit(bequest, startMs)
    if (random() < 0.5) gone.push({ id: giver.instance.id, giver, bequest })
    else giver.instance.handedOver(heir.id, startMs)
    for (const { instance } of routers) instance.learn(travelled(heir.heirs()))
    done.left++
  }

  /** Its volume appears again, and what it had left to another one comes once more. */
  function comeBack(): void {
    const [back] = gone.splice(0, 1)
    if (back === undefined) return
    void back.giver.instance.durable()
    const freshId = (++names).toString(16).padStart(16, '0')
    const { instance, journal: frames } = begunFrom(back.giver.frames.frames, { freshId })
    const router = { instance, frames, round: back.giver.round }
    for (const told of instance.inherited()) if (told.instance === back.id) pulls.push(nameOf(told))
    // By way of another one, who has counted nothing: as it was left to that one long ago.
    any().instance.inherit({ ...back.bequest, instance: `f${freshId.slice(1)}` }, startMs)
    for (let times = 0; times < 2; times++) pull(router, true)
    writeCheckPoint()
    take(router)
    routers.push(router)
    done.back++
  }

  return {
    ...{ request, note, look, nextLeader, nextRound, time, restart, leave, comeBack, join },
    pull: () => pull(any(), random() < 0.7),
    takePlan: () => takePlan(any()),
    end: () => {
      pullAll()
      return { heard, requests, notes, pulls, done, round }
    },
  }
}

/** How many tallies of others, and how many of them of that round. */
function heldBy({ inherited }: Instance, round: number): readonly [number, number] {
  return [inherited().length, inherited().filter((each) => each.round === round).length]
}
