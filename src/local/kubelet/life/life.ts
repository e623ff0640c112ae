import type { Waiting } from '../pod/status.ts'
import type { PortMap } from '../program/ports.ts'
import type { Tally } from './tally.ts'

/**
 * What this node knows of a Pod, beyond what the API says: what ran, how it ended, and what keeps it from
 * running. Times that end with `Ms` are by the clock on the wall, others by the one that only grows.
 */
export type Life = {
  readonly uid: string
  readonly namespace: string
  readonly name: string
  readonly beganMs: number
  readonly began: number
  readonly ports: PortMap
  readonly containers: { readonly [name: string]: ContainerLife }
}

export type ContainerLife = {
  /** How many runs there were. */
  readonly begun: number
  readonly run?: Run
  /** The last run that is over, and the one before it. */
  readonly ended?: Ended
  readonly before?: Ended
  /** How many runs in a row were over too soon; when the last one was. */
  readonly failures: number
  readonly endedAt: number
  readonly waiting?: Waiting
}

export type Run = {
  readonly number: number
  readonly id: string
  readonly beganMs: number
  readonly began: number
  /** What its postStart hook has come to, where it has one. */
  readonly hook?: 'running' | 'failed'
  readonly tallies: { readonly [kind in ProbeKind]?: Tally }
  /** Set once it has been told to end, with the moment at which it is killed. */
  readonly endsBy?: number
}

export type ProbeKind = 'startup' | 'liveness' | 'readiness'

export type Ended = {
  readonly number: number
  readonly id: string
  readonly beganMs: number
  readonly endedMs: number
  readonly exitCode: number
  readonly signal?: number
  readonly reason: string
  readonly message?: string
}

export const unborn: ContainerLife = { begun: 0, failures: 0, endedAt: 0 }

export const containerIn = (life: Life, name: string): ContainerLife =>
  life.containers[name] ?? unborn

export const hasRuns = (life: Life): boolean =>
  Object.values(life.containers).some(({ run }) => run !== undefined)

/** The next run of a container has begun. */
export function began(life: Life, name: string, run: Omit<Run, 'number' | 'tallies'>): Life {
  return changed(life, name, ({ waiting: _, ...container }) => ({
    ...container,
    begun: container.begun + 1,
    run: { ...run, number: container.begun, tallies: {} },
  }))
}

type End = Omit<Ended, 'number' | 'id' | 'beganMs'>

/** The present run is over. One that lasted long enough makes up for the failures before it. */
export function ended(
  life: Life,
  name: string,
  end: End,
  { now, forgivenMs }: { readonly now: number; readonly forgivenMs: number },
): Life {
  return changed(life, name, ({ run, ended: before, ...container }) => {
    if (run === undefined) return { ...container, ...(before && { ended: before }) }
    const { number, id, beganMs } = run
    return {
      ...container,
      ended: { number, id, beganMs, ...end },
      ...(before && { before }),
      failures: now - run.began >= forgivenMs ? 1 : container.failures + 1,
      endedAt: now,
    }
  })
}

/** A run could not so much as begin: it counts as one that ended at once. */
export function stillborn(
  life: Life,
  name: string,
  end: End,
  at: { readonly now: number; readonly forgivenMs: number },
): Life {
  const run = { id: '', beganMs: end.endedMs, began: at.now }
  return ended(began(life, name, run), name, end, at)
}

/** What keeps a container from beginning, or nothing any more. */
export function waits(life: Life, name: string, waiting: Waiting | undefined): Life {
  return changed(life, name, ({ waiting: _, ...container }) => ({
    ...container,
    ...(waiting && { waiting }),
  }))
}

/** Something has become of a run, unless that run is over by now. */
export function amended(life: Life, name: string, number: number, amend: (run: Run) => Run): Life {
  return changed(life, name, (container) =>
    container.run?.number === number ? { ...container, run: amend(container.run) } : container,
  )
}

function changed(
  life: Life,
  name: string,
  change: (container: ContainerLife) => ContainerLife,
): Life {
  const containers = { ...life.containers, [name]: change(containerIn(life, name)) }
  return { ...life, containers }
}
