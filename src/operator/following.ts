import { createCache } from '../reconciler/cache.ts'
import type { Clock } from '../reconciler/clock.ts'
import { createFollower, type FollowerOptions, type Trouble } from '../reconciler/follower.ts'
import type { Meter } from '../reconciler/meter.ts'
import type { Entry, Source } from '../reconciler/source.ts'
import type { Log } from '../telemetry/log.ts'
import { failed, sentenceOf } from './failed.ts'
import type { ChildSources } from './observing/child-sources.ts'
import { createChildren, plainKinds } from './observing/children.ts'
import { concerned } from './observing/seen-child.ts'
import type { SeenExperiment } from './observing/seen-experiment.ts'
import { followBackoff, silenceMs } from './settings.ts'

export type FollowingPorts = {
  readonly experiments: Source<SeenExperiment>
  /** What may belong to an experiment. */
  readonly children: ChildSources
  readonly log: Log
  readonly clock: Clock
  readonly chance: () => number
  readonly meter: Meter
}

/** Knows the cluster, and wakes whoever a change concerns. What it cannot see, it says. */
export function createFollowing(ports: FollowingPorts, wake: (experiment: string) => void) {
  const { log, clock, chance, meter } = ports
  const { deployments, services, pods, plain } = ports.children
  const known = createCache<SeenExperiment>({})
  const children = createChildren()
  const waiting = new Map<string, string>()
  const followers = [
    follow(ports.experiments, known, ({ key }) => [key]),
    follow(deployments, children.deployments, concerned),
    follow(services, children.services, concerned),
    follow(pods, children.pods, ({ experiment }) => (experiment ? [experiment] : [])),
    ...plainKinds.map((kind) => follow(plain[kind], children.plain[kind], concerned)),
  ]

  function follow<T extends Entry>(
    source: Source<T>,
    cache: FollowerOptions<T>['cache'],
    concerns: (entry: T) => readonly string[],
  ) {
    waiting.set(source.name, 'not listed yet')
    const follower = createFollower<T>({
      source,
      cache,
      // An object may have changed hands: who had it and who has it both want to know.
      changed: ({ before, after }) => {
        const had = before === undefined ? [] : concerns(before)
        const has = after === undefined ? [] : concerns(after)
        for (const experiment of new Set([...had, ...has])) wake(experiment)
      },
      report: told,
      clock,
      chance,
      meter,
      backoff: followBackoff,
      silenceMs,
    })
    void follower.synced.then(() => waiting.delete(source.name))
    return follower
  }

  function told(source: string, trouble: Trouble | undefined): void {
    if (trouble === undefined) {
      waiting.delete(source)
      log.info({ source }, 'watching again')
      return
    }
    const againMs = Math.round(trouble.againMs)
    waiting.set(source, sentenceOf(trouble.cause))
    log.warn({ source, ...failed(trouble.cause), againMs }, 'cannot watch')
  }

  return {
    known,
    children,
    /** What it waits for, by source: then the caches may be behind. */
    waiting: (): Readonly<Record<string, string>> => Object.fromEntries(waiting),
    /** Resolves once everything was listed. */
    synced: Promise.all(followers.map(({ synced }) => synced)),
    run: (signal: AbortSignal) => Promise.all(followers.map(({ run }) => run(signal))),
  }
}
