import type { Tally, TallyName } from '../../../../src/evidence/tally.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import type { Told } from '../../../../src/router/instance/state.ts'
import { below } from '../../../chance.ts'
import { quick, startMs, travelled } from '../../evidence/given.ts'
import { beats, begunFrom, createFrames, instanceOf, plan, received } from './given.ts'

/** What an older or simpler rule would do. */
export type Rule = {
  /** Whoever looks takes a number. */
  readonly looksAreNumbered?: boolean
  /** What an ended round has counted is told no more. */
  readonly roundsAreForgotten?: boolean
  /** What one who pulls has kept is dropped at once. */
  readonly isDroppedAtOnce?: boolean
}

type Router = { instance: Instance; frames: ReturnType<typeof createFrames>; round: number }

/**
 * Routers that count, are started again, and leave what they know to each other, while rounds follow each other; and an operator that
 * pulls them and writes a check-point now and then. Its leaders change: the next one has what was in the last check-point.
 */
export function createOperators(random: () => number, rule: Rule = {}) {
  const routers: Router[] = []
  const requests = new Map<number, number>()
  const pulls: TallyName[] = []
  const done = { looks: 0, lost: 0, restarts: 0, left: 0, leaders: 0, letGo: 0 }
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
    const kept = heard.map(({ instance, round, number }) => ({ instance, round, number }))
    const held = instance.inherited().length
    const told: Told = travelled(instance.pull(kept, startMs))
    done.letGo += held - instance.inherited().length
    if (rule.isDroppedAtOnce) beats(instance, startMs)
    pulls.push(...told.tallies.slice(0, 1))
    if (!isHeard) done.lost++
    else if (!rule.roundsAreForgotten) heard = [...heard, ...told.tallies]
    else heard = [...heard, ...told.tallies.filter((tally) => tally.round === present)]
  }

  const pullAll = () => {
    for (const router of routers) pull(router, true)
  }

  function writeCheckPoint(): void {
    checkPoint = heard
    minutes = 0
  }

  function nextLeader(): void {
    heard = checkPoint
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

  function leave(): void {
    const giver = any()
    if (routers.length === 1) return
    routers.splice(routers.indexOf(giver), 1)
    const heir = any().instance
    heir.inherit(travelled(giver.instance.bequest(startMs)), startMs)
    giver.instance.handedOver(heir.id, startMs)
    for (const { instance } of routers) instance.learn(travelled(heir.heirs()))
    done.left++
  }

  return {
    ...{ request, note, look, nextLeader, nextRound, time, restart, leave, join },
    pull: () => pull(any(), random() < 0.7),
    takePlan: () => takePlan(any()),
    end: () => {
      pullAll()
      return { heard, requests, notes, pulls, done }
    },
  }
}
