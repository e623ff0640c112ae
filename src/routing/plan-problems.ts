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
    ...departureProblems(plan),
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
  const lengthMs = milliseconds(slices.length)
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
    ...problemIf(lengthMs > 0 && lengthMs < 1, ['slices', 'length'], 'give at least 1ms'),
    ...problemIf(
      milliseconds(timeout) > longestTimeoutMs,
      ['timeout'],
      'give at most 5m: no client waits longer',
    ),
  ]
}

/** As experiments have it. Timers count up to 25 days only: what waits longer would wait for no time at all. */
const longestTimeoutMs = 300_000

/** RFC 3339. What else `Date.parse` takes, it may take for the time of the place where it runs. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.]\d+)?(Z|[+-]\d\d:\d\d)$/

function addressProblems({ variants }: RoutingPlan): readonly PlanProblem[] {
  return variants.flatMap(({ endpoints, service }, nth) => [
    ...endpoints.flatMap((address, at) => wrongWith(address, ['variants', nth, 'endpoints', at])),
    ...(service === undefined ? [] : wrongWith(service, ['variants', nth, 'service'])),
  ])
}

/** What looks like an address and is none, such as 10.0.0.256, no connection can be opened to. */
function wrongWith(address: string, path: JsonPath): readonly PlanProblem[] {
  const port = Number(address.slice(address.lastIndexOf(':') + 1))
  const isPort = port >= 1 && port <= 65_535
  return [
    ...problemIf(!isPort, path, 'give a port from 1 to 65535'),
    ...problemIf(
      isPort && !URL.canParse(`http://${address}`),
      path,
      'give an address that there can be: a name, IPv4, or [IPv6]',
    ),
  ]
}

function keyProblems({ keys: { sign, accept } }: RoutingPlan): readonly PlanProblem[] {
  const message = `add ${sign}, which signs: receipts would be refused where they were given`
  return problemIf(!accept.includes(sign), ['keys', 'accept'], message)
}

function departureProblems({ departed = [] }: RoutingPlan): readonly PlanProblem[] {
  const gone = departed.map(({ instance }) => instance)
  const message = 'name an heir that is there: this one is among the departed'
  return [
    ...twiceIn(gone).map((nth) => twice(['departed', nth, 'instance'])),
    ...departed.flatMap(({ heir }, nth) =>
      problemIf(gone.includes(heir), ['departed', nth, 'heir'], message),
    ),
  ]
}

const twiceIn = (names: readonly string[]) =>
  names.flatMap((name, nth) => (names.indexOf(name) < nth ? [nth] : []))

const twice = (path: JsonPath) => ({ path, message: 'remove it: it is there already' })

const problemIf = (isSo: boolean, path: JsonPath, message: string): readonly PlanProblem[] =>
  isSo ? [{ path, message }] : []
