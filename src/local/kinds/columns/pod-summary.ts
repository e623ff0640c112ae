import { isJsonObject, type JsonObject, valueAt } from '../../../api/json.ts'
import { countAt, objectsAt, textAt } from './cells.ts'

type Summary = {
  readonly ready: number
  readonly total: number
  /** One word for how it is: that of the container which has most to say. */
  readonly reason: string
  readonly restarts: number
  readonly lastRestart?: string
}

/** A Pod in one line, by the rules of `kubectl get pods`. */
export function summaryOf(pod: JsonObject): Summary {
  const sidecars = sidecarNames(pod)
  const begun = startOf(pod, sidecars)
  const isStarted = begun.reason === undefined || hasCondition(pod, 'Initialized')
  const counted = isStarted
    ? [...begun.sidecars, ...statuses(pod, 'containerStatuses')]
    : begun.seen
  const main = isStarted ? mainOf(pod, begun.reason ?? generalReason(pod)) : undefined
  const lastRestart = newest(counted)
  return {
    ready: begun.ready + (main?.ready ?? 0),
    total: objectsAt(pod, ['spec', 'containers']).length + sidecars.size,
    reason: leaving(pod) ?? main?.reason ?? begun.reason ?? generalReason(pod),
    restarts: counted.reduce((sum, status) => sum + countAt(status, ['restartCount']), 0),
    ...(lastRestart === undefined ? {} : { lastRestart }),
  }
}

const statuses = (pod: JsonObject, field: string) => objectsAt(pod, ['status', field])

/** Containers that start with the others, and stay. */
function sidecarNames(pod: JsonObject): ReadonlySet<string> {
  const all = objectsAt(pod, ['spec', 'initContainers'])
  const staying = all.filter(({ restartPolicy }) => restartPolicy === 'Always')
  return new Set(staying.map(({ name }) => String(name)))
}

function generalReason(pod: JsonObject): string {
  const isGated = objectsAt(pod, ['status', 'conditions']).some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  )
  if (isGated) return 'SchedulingGated'
  return textAt(pod, ['status', 'reason']) || textAt(pod, ['status', 'phase'])
}

type Start = {
  /** Why it has not started, if it has not. */
  readonly reason?: string
  readonly ready: number
  /** The statuses looked at, up to the one that holds the start up. */
  readonly seen: readonly JsonObject[]
  readonly sidecars: readonly JsonObject[]
}

function startOf(pod: JsonObject, names: ReadonlySet<string>): Start {
  const all = statuses(pod, 'initContainerStatuses')
  const isSidecar = ({ name }: JsonObject) => names.has(String(name))
  const isPast = (status: JsonObject) =>
    valueAt(status, ['state', 'terminated', 'exitCode']) === 0 ||
    (isSidecar(status) && status['started'] === true)
  const holding = all.findIndex((status) => !isPast(status))
  const seen = holding < 0 ? all : all.slice(0, holding + 1)
  const past = holding < 0 ? all : all.slice(0, holding)
  const held = all[holding]
  const count = objectsAt(pod, ['spec', 'initContainers']).length
  const isReady = (status: JsonObject) =>
    isSidecar(status) && status['ready'] === true && !valueAt(status, ['state', 'terminated'])
  return {
    ...(held === undefined ? {} : { reason: `Init:${stateText(held) ?? `${holding}/${count}`}` }),
    ready: past.filter(isReady).length,
    seen,
    sidecars: seen.filter(isSidecar),
  }
}

/** Why a container does not start, or how it ended. */
function stateText(status: JsonObject): string | undefined {
  const terminated = valueAt(status, ['state', 'terminated'])
  if (isJsonObject(terminated)) return endText(terminated)
  const waiting = textAt(status, ['state', 'waiting', 'reason'])
  return waiting === '' || waiting === 'PodInitializing' ? undefined : waiting
}

function endText({ reason, signal, exitCode = 0 }: JsonObject): string {
  if (reason) return String(reason)
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`
}

function mainOf(pod: JsonObject, before: string) {
  const all = statuses(pod, 'containerStatuses')
  // The first container has the last word.
  const said = all.map((status) => wordOf(status)).find((word) => word !== undefined)
  const ready = all.filter((status) => wordOf(status) === undefined && isRunning(status)).length
  const reason = said ?? before
  if (reason !== 'Completed' || ready === 0) return { ready, reason }
  return { ready, reason: hasCondition(pod, 'Ready') ? 'Running' : 'NotReady' }
}

function wordOf(status: JsonObject): string | undefined {
  const waiting = textAt(status, ['state', 'waiting', 'reason'])
  const terminated = valueAt(status, ['state', 'terminated'])
  if (waiting !== '') return waiting
  return isJsonObject(terminated) ? endText(terminated) : undefined
}

const isRunning = (status: JsonObject) =>
  status['ready'] === true && valueAt(status, ['state', 'running']) !== undefined

const hasCondition = (pod: JsonObject, wanted: string) =>
  objectsAt(pod, ['status', 'conditions']).some(
    ({ type, status }) => type === wanted && status === 'True',
  )

function leaving(pod: JsonObject): string | undefined {
  if (valueAt(pod, ['metadata', 'deletionTimestamp']) === undefined) return undefined
  if (textAt(pod, ['status', 'reason']) === 'NodeLost') return 'Unknown'
  return ['Succeeded', 'Failed'].includes(textAt(pod, ['status', 'phase']))
    ? undefined
    : 'Terminating'
}

function newest(all: readonly JsonObject[]): string | undefined {
  const ends = all.map((status) => textAt(status, ['lastState', 'terminated', 'finishedAt']))
  return ends
    .filter((end) => end !== '')
    .sort()
    .at(-1)
}
