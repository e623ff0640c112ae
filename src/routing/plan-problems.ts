import type { JsonPath } from '../api/json.ts'
import { milliseconds } from '../api/quantities.ts'
import type { RoutingPlan } from '../api/routing-plan.ts'
import { metricProblems } from './metric-problems.ts'
import { contestantProblems, shareProblems } from './share-problems.ts'

/** What is wrong, as what to do about it, and where. */
export type PlanProblem = { readonly path: JsonPath; readonly message: string }

/**
 * What a plan of sound shape still breaks: a router could not obey it, or would count what nobody meant. None in a
 * plan that may be obeyed.
 */
export function planProblems(plan: RoutingPlan): readonly PlanProblem[] {
  return [
    ...nameProblems(plan),
    ...shareProblems(plan),
    ...shadowProblems(plan),
    ...unitProblems(plan),
    ...metricProblems(plan),
    ...timeProblems(plan),
    ...addressProblems(plan),
    ...keyProblems(plan),
  ]
}

function nameProblems({ champion, variants, metrics, salt }: RoutingPlan): readonly PlanProblem[] {
  const keys = variants.map(({ name }) => name)
  return [
    ...problemIf(!keys.includes(champion), ['champion'], `name one of ${keys.join(', ')}`),
    ...twiceIn(keys).map((nth) => twice(['variants', nth, 'name'])),
    ...twiceIn(metrics.map(({ name }) => name)).map((nth) => twice(['metrics', nth, 'name'])),
    ...problemIf(
      salt.includes('\n'),
      ['salt'],
      'write it on one line: a line break ends it before the unit',
    ),
  ]
}

function shadowProblems({ champion, variants, shadow }: RoutingPlan): readonly PlanProblem[] {
  const keys = variants.map(({ name }) => name)
  const shadows = shadow?.variants ?? []
  const pathOf = (nth: number) => ['shadow', 'variants', nth]
  return [
    ...shadows.flatMap((variant, nth) =>
      contestantProblems(variant, { champion, keys }, pathOf(nth)),
    ),
    ...twiceIn(shadows).map((nth) => twice(pathOf(nth))),
  ]
}

function unitProblems({ unit }: RoutingPlan): readonly PlanProblem[] {
  if (unit === undefined) return []
  const { header, cookie, pointer } = unit
  const given = [header, cookie, pointer].filter((source) => source !== undefined)
  return [
    ...problemIf(given.length !== 1, ['unit'], 'give exactly one of header, cookie and pointer'),
    ...problemIf(
      header?.toLowerCase().startsWith('x-contender-') ?? false,
      ['unit', 'header'],
      'choose another header: x-contender-… are Contender’s own',
    ),
  ]
}

/** What is divided by, or waited for. */
function timeProblems({ slices, timeout, acceptFor }: RoutingPlan): readonly PlanProblem[] {
  const isTime = dateTime.test(slices.start) && !Number.isNaN(Date.parse(slices.start))
  const durations: readonly (readonly [JsonPath, string])[] = [
    [['slices', 'length'], slices.length],
    [['timeout'], timeout],
    [['acceptFor'], acceptFor],
  ]
  return [
    ...problemIf(!isTime, ['slices', 'start'], 'give a time: 2026-01-31T12:00:00Z'),
    ...durations.flatMap(([path, text]) =>
      problemIf(!(milliseconds(text) > 0), path, 'give a duration above zero'),
    ),
  ]
}

/** RFC 3339. What else `Date.parse` takes, it may take for the time of the place where it runs. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.]\d+)?(Z|[+-]\d\d:\d\d)$/

function addressProblems({ variants }: RoutingPlan): readonly PlanProblem[] {
  return variants.flatMap(({ endpoints, service }, nth) => [
    ...endpoints.flatMap((address, at) =>
      portProblems(address, ['variants', nth, 'endpoints', at]),
    ),
    ...(service === undefined ? [] : portProblems(service, ['variants', nth, 'service'])),
  ])
}

function portProblems(address: string, path: JsonPath): readonly PlanProblem[] {
  const port = Number(address.slice(address.lastIndexOf(':') + 1))
  return problemIf(port < 1 || port > 65_535, path, 'give a port from 1 to 65535')
}

function keyProblems({ keys: { sign, accept } }: RoutingPlan): readonly PlanProblem[] {
  const message = `add ${sign}, which signs: receipts would be refused where they were given`
  return problemIf(!accept.includes(sign), ['keys', 'accept'], message)
}

const twiceIn = (names: readonly string[]) =>
  names.flatMap((name, nth) => (names.indexOf(name) < nth ? [nth] : []))

const twice = (path: JsonPath) => ({ path, message: 'remove it: it is there already' })

const problemIf = (isSo: boolean, path: JsonPath, message: string): readonly PlanProblem[] =>
  isSo ? [{ path, message }] : []
