import { milliseconds } from '../../../../src/api/quantities.ts'
import type { RoutingPlan } from '../../../../src/api/routing-plan.ts'
import type { Scorable } from '../../../../src/evidence/counting/outcomes.ts'
import { metricsOfPlan } from '../../../../src/evidence/metrics-of-plan.ts'
import { type Counting, createTally } from '../../../../src/evidence/open-tally.ts'
import { emptyTally, type Tally } from '../../../../src/evidence/tally.ts'
import { type Assigned, createAssignment } from '../../../../src/routing/assignment.ts'
import { numbersOfUnit } from '../../../../src/routing/hashes.ts'

type Unit = { readonly place: number; readonly bucket: number; readonly sample: number }

/** All that a router does but for the wire: it obeys plans, divides requests, counts, and scores what comes late. */
export type Router = {
  readonly obey: (plan: RoutingPlan) => void
  readonly champion: () => string
  /** Of a unit, where it lies; others by chance. */
  readonly assigned: (
    unit: number | undefined,
    random: () => number,
  ) => Assigned & { readonly unit?: Unit }
  readonly receipt: (assigned: string, ms: number, unit: Unit | undefined) => Scorable
  readonly count: Counting['request']
  readonly await: (late: Late) => void
  /** Its tally as it travels, with all that has come by then. */
  readonly take: (nowMs: number) => Tally
}

type Late = { readonly receipt: Scorable; readonly truth: string; readonly atMs: number }
type Obeyed = {
  readonly plan: RoutingPlan
  readonly counting: Counting
  readonly whose: (place: number) => Assigned
}

export function createRouter(instance: string): Router {
  const tally = createTally(emptyTally(instance, 0))
  let obeyed: Obeyed | undefined
  let late: readonly Late[] = []
  const present = (): Obeyed => {
    if (obeyed === undefined) throw new Error('no plan yet')
    return obeyed
  }

  return {
    obey(plan) {
      if (plan.planRevision === obeyed?.plan.planRevision) return
      obeyed = { plan, counting: tally.under(metricsOfPlan(plan)), whose: createAssignment(plan) }
    },
    champion: () => present().plan.champion,
    assigned(unit, random) {
      const { plan, whose } = present()
      if (unit === undefined) return whose(random())
      const placed = numbersOfUnit(plan.salt, `user-${unit}`)
      const isKnown = plan.unit !== undefined
      return { ...whose(placed.place), ...(isKnown && { unit: placed }) }
    },
    receipt(assigned, ms, unit) {
      const { round, epoch, slices } = present().plan
      const slice = Math.floor((ms - Date.parse(slices.start)) / milliseconds(slices.length))
      return {
        ...{ round, epoch, slice, assigned, how: 'Normal', exposedAtMs: ms, values: {} },
        ...{ bucket: unit?.bucket ?? 0, unitHash: unit?.sample },
      }
    },
    count: (request, own) => present().counting.request(request, own),
    await: (each) => {
      late = [...late, each]
    },
    take(nowMs) {
      const { counting } = present()
      for (const { receipt, truth, atMs } of late)
        if (atMs <= nowMs) counting.outcome(receipt, { truth }, atMs)
      late = late.filter(({ atMs }) => atMs > nowMs)
      return JSON.parse(JSON.stringify(tally.take(nowMs)))
    },
  }
}
