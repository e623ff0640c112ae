import { firstNumberOf } from '../../../../src/evidence/numbering.ts'
import type { Seen } from '../../../../src/evidence/seen/seen.ts'
import type { Tally } from '../../../../src/evidence/tally.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import type { Bequest } from '../../../../src/router/instance/state.ts'
import type { Arrived, OutcomeAnswer } from '../../../../src/router/outcomes/outcome.ts'
import { below } from '../../../chance.ts'
import { startMs, travelled } from '../../evidence/given.ts'
import { begunFrom, createFrames, instanceOf, plan, toldIn } from './given.ts'

type Router = { instance: Instance; frames: ReturnType<typeof createFrames>; given: number }

/** What is lost on the way: of a bequest, and of what the heir was told before. */
export type Spoils = {
  readonly spoil?: (bequest: Bequest) => Bequest
  readonly seen?: (seen: Seen) => Seen
}

const same = <T>(whole: T): T => whole

/** Routers that come and go, each leaving all it knows to another one. */
export function createFleet(random: () => number, { spoil = same, seen = same }: Spoils = {}) {
  const routers: Router[] = []
  const told: Tally[] = []
  let [names, left] = [0, 0]
  let nowMs = startMs
  for (let n = 0; n < 3; n++) join()

  const any = (): Router => {
    const router = routers[below(random, routers.length)]
    if (router === undefined) throw new Error('nobody is there')
    return router
  }

  function join(): void {
    const state = firstState((++names).toString(16).padStart(16, '0'), startMs)
    const frames = createFrames(state)
    const instance = instanceOf(state, frames)
    instance.take(plan())
    for (const other of routers) instance.learn(other.instance.heirs())
    routers.push({ instance, frames, given: 0 })
  }

  /** The last one stays: there is nobody to leave it all to. */
  function leave(): void {
    const giver = any()
    if (routers.length === 1) return
    routers.splice(routers.indexOf(giver), 1)
    const heir = any()
    nowMs += 1000
    left++
    for (const each of giver.instance.seen(1)) heir.instance.joinSeen(seen(travelled(each)))
    for (let times = 1 + below(random, 3); times > 0; times--)
      heir.instance.inherit(spoil(travelled(giver.instance.bequest(0))), nowMs)
    giver.instance.handedOver(heir.instance.id, nowMs)
    for (const { instance } of routers) instance.learn(travelled(heir.instance.heirs()))
    if (random() < 0.5) told.push(...toldIn(giver.instance.pull([], 0)).tallies)
  }

  function restart(): void {
    const router = any()
    void router.instance.durable()
    const { instance, journal: frames } = begunFrom(router.frames.frames)
    Object.assign(router, { instance, frames, given: 0 })
  }

  const tell = () => void told.push(...toldIn(any().instance.pull([], 0)).tallies)

  /** Wherever it comes first, it is scored by whom that one names. */
  function outcome(arrived: Arrived): OutcomeAnswer {
    const scorer = any().instance.scorerOf(arrived.receipt.instance)
    const router = routers.find(({ instance }) => instance.id === scorer)
    if (router === undefined) throw new Error(`nobody scores for ${arrived.receipt.instance}`)
    return router.instance.outcome(arrived)
  }

  /** Who takes a request, and the number of its receipt. */
  function giving() {
    const router = any()
    const sequence = firstNumberOf(router.instance.start) + router.given++
    return { instance: router.instance, sequence }
  }

  return {
    ...{ giving, join, leave, restart, tell, outcome, left: () => left },
    /** Of all that was ever told, and what those tell who are there. */
    told: () => [
      ...told,
      ...routers.flatMap(({ instance }) => toldIn(instance.pull([], 0)).tallies),
    ],
  }
}
