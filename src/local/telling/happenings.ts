import { createHash } from 'node:crypto'
import type { EventWanted } from '../../kube/events.ts'
import { apiVersionOf, type Resource } from '../../kube/resources.ts'

/** Something that people should hear of. */
export type Happening = {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly action: string
  readonly note: string
  /** What makes it another one than the last of its kind: the number of a run, say. */
  readonly occasion: string
}

export const normal = (
  reason: string,
  action: string,
  note: string,
  occasion: string,
): Happening => ({ type: 'Normal', reason, action, note, occasion })

export const warning = (
  reason: string,
  action: string,
  note: string,
  occasion: string,
): Happening => ({ type: 'Warning', reason, action, note, occasion })

/** What it happened to. */
export type About = EventWanted['regarding']

type Named = Pick<About, 'namespace' | 'name' | 'uid'>

export const aboutA = (resource: Resource, { namespace, name, uid }: Named): About => ({
  ...{ apiVersion: apiVersionOf(resource), kind: resource.kind, namespace, name, uid },
})

export type Speaker = Pick<EventWanted, 'reportingController' | 'reportingInstance'>

/** The same for what is said again. */
export function digestOf({ uid }: Pick<About, 'uid'>, happening: Happening): string {
  return createHash('sha256')
    .update(JSON.stringify([uid, happening]))
    .digest('hex')
}

const longestName = 200

/**
 * The event of it. Its name tells the moment, so that the events of an object come in the order in which
 * they happened: whoever lists them gets them by name, and `kubectl describe` looks at no time that is
 * finer than a second.
 */
export function eventOf(
  about: About,
  { occasion, ...said }: Happening,
  speaker: Speaker,
  micros: number,
): EventWanted {
  const { namespace, name } = about
  const moment = micros.toString(16).padStart(14, '0')
  const digest = digestOf(about, { ...said, occasion }).slice(0, 8)
  return {
    name: `${name.slice(0, longestName)}.${moment}${digest}`,
    namespace,
    regarding: about,
    ...said,
    ...speaker,
    happenedMs: micros / 1000,
  }
}

/** Moments in microseconds since 1970, each later than the one before, whatever the clock says. */
export function createMoments(wall: () => number): () => number {
  let last = 0
  return () => {
    last = Math.max(last + 1, Math.floor(wall() * 1000))
    return last
  }
}
