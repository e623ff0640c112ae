import type { Cache } from '../../reconciler/cache.ts'
import { mostKept, type SeenPod } from './seen-pod.ts'

const lately = 10 * 60_000

export const restartsLately = (pods: readonly SeenPod[], nowMs: number): number =>
  pods.flatMap(({ restarts }) => restarts.atMs).filter((atMs) => atMs > nowMs - lately).length

/** What is known of a pod after it was seen again: when it was restarted while somebody watched. */
export function followed(before: SeenPod | undefined, after: SeenPod): SeenPod {
  if (before?.uid !== after.uid) return after
  const more = after.restarts.count - before.restarts.count
  const last = after.restarts.atMs.at(-1)
  if (last === undefined) return after
  const anew = Array.from({ length: Math.min(Math.max(0, more), mostKept) }, () => last)
  const atMs = [...before.restarts.atMs, ...anew].slice(-mostKept)
  return { ...after, restarts: { count: after.restarts.count, atMs } }
}

/** A cache whose pods remember when they were restarted. */
export function remembering<Name extends string>(
  pods: Cache<SeenPod, Name>,
): Pick<Cache<SeenPod>, 'put' | 'drop' | 'replace'> {
  const known = (pod: SeenPod) => followed(pods.get(pod.key), pod)
  return {
    put: (pod) => pods.put(known(pod)),
    drop: pods.drop,
    replace: (listed) => pods.replace(listed.map(known)),
  }
}
