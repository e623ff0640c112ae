import type { Pod } from '../pod/pod.ts'
import type { ContainerStatus, Terminated } from '../pod/status.ts'
import type { PortMap } from '../program/ports.ts'
import { type ContainerLife, type Ended, type Life, unborn } from './life.ts'

export type Moment = { readonly now: number; readonly wall: number }

/**
 * A Pod that is taken on. What its status tells of runs, under a kubelet that has left no record here, is
 * believed: whatever ran then is over.
 */
export function takenOn(pod: Pod, ports: PortMap, { now, wall }: Moment): Life {
  const { uid, namespace, name, status } = pod
  const beganMs = status.startTime === undefined ? wall : Date.parse(status.startTime)
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  const containers = Object.fromEntries(
    statuses.map((container) => [container.name, recalled(container, wall)]),
  )
  return { uid, namespace, name, beganMs, began: now - (wall - beganMs), ports, containers }
}

function recalled(status: ContainerStatus, wall: number): ContainerLife {
  const { state, lastState, containerID = '', restartCount: number } = status
  const { running, terminated } = state ?? {}
  const last = lastState?.terminated
  const hasRun = running ?? terminated ?? last
  if (hasRun === undefined) return unborn
  const present = terminated && endedAs(terminated, number)
  const lost = running && lostAt(wall, { number, id: containerID, since: running.startedAt })
  const before = last && endedAs(last, Math.max(0, number - 1))
  const ended = present ?? lost ?? before
  return {
    ...unborn,
    begun: number + 1,
    ...(ended && { ended }),
    ...(ended !== before && before && { before }),
  }
}

function endedAs({ startedAt, finishedAt, containerID = '', ...end }: Terminated, number: number) {
  const times = { beganMs: Date.parse(startedAt), endedMs: Date.parse(finishedAt) }
  return { ...end, number, id: containerID, ...times }
}

function lostAt(
  wall: number,
  { number, id, since }: { number: number; id: string; since: string },
): Ended {
  return { number, id, beganMs: Date.parse(since), endedMs: wall, ...lost }
}

/** How a run ended that nobody saw end: it never outlives its kubelet. */
export const lost = {
  exitCode: 137,
  signal: 9,
  reason: 'ContainerStatusUnknown',
  message: 'it ended with the kubelet that ran it',
} as const

/** A record as it was left: what ran then is over, and what went before is forgiven. */
export function revived(life: Life, { now, wall }: Moment): Life {
  const containers = Object.entries(life.containers).map(([name, container]) => {
    const { run, ended: before, waiting: _, ...rest } = container
    const calm = { ...rest, failures: 0, endedAt: now }
    if (run === undefined) return [name, { ...calm, ...(before && { ended: before }) }] as const
    const { number, id, beganMs } = run
    const ended = { number, id, beganMs, endedMs: wall, ...lost }
    return [name, { ...calm, ended, ...(before && { before }) }] as const
  })
  return {
    ...life,
    began: now - (wall - life.beganMs),
    containers: Object.fromEntries(containers),
  }
}
