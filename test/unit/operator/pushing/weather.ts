import { ContenderError } from '../../../../src/errors.ts'
import type { RouterPlace } from '../../../../src/operator/pushing/router.ts'
import type { Answered } from '../../../../src/operator/pushing/wire.ts'
import { planDigest } from '../../../../src/routing/plan-digest.ts'
import { isNews, type PlanStamp } from '../../../../src/routing/plan-order.ts'
import { below } from '../../../chance.ts'
import type { Hands } from '../../../hands.ts'
import { type Behaviour, hangs, planAt, router } from './ground.ts'

/** Routers that come and go, and take plans as `contender route` does, on a day with bad weather. */
export function createWeather(random: () => number, clock: Hands) {
  const behaviours: [string, Behaviour][] = []
  const present = new Map<string, PlanStamp>()
  let there: readonly RouterPlace[] = []

  function join(): void {
    const address = `r${behaviours.length}`
    behaviours.push([address, (revision, signal) => arrive(address, revision, signal)])
    there = [...there, router(address)]
  }

  async function arrive(address: string, revision: number, signal: AbortSignal): Promise<Answered> {
    const weather = random()
    if (weather < 0.15) return hangs(revision, signal)
    if (weather < 0.3) return { code: 'RouterUnreachable', detail: 'reset' }
    await clock.sleep(below(random, weather < 0.4 ? 1_500 : 50), new AbortController().signal)
    return take(address, revision)
  }

  /** Also long after whoever has sent it waits no more. */
  function take(address: string, revision: number): Answered {
    const plan = planAt(revision)
    const next = { ...plan, digest: planDigest(plan) }
    try {
      if (isNews(next, present.get(address))) present.set(address, next)
      return { missingKeys: [] }
    } catch (cause) {
      if (!(cause instanceof ContenderError)) throw cause
      return { code: cause.code, detail: cause.message }
    }
  }

  function change(): void {
    if (random() < 0.1) join()
    if (random() < 0.1 && there.length > 2) there = there.slice(1)
  }

  for (let n = 0; n < 5; n++) join()
  return {
    ...{ behaviours, change },
    there: () => there,
    revisions: () => there.map(({ address }) => present.get(`${address}`)?.planRevision ?? 0),
  }
}
