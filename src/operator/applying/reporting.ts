import { isDeepStrictEqual } from 'node:util'
import type { ExperimentStatus } from '../../api/status.ts'
import type { Door } from '../../kube/door.ts'
import { resources } from '../../kube/resources.ts'
import { isEarlier } from '../../kube/versions.ts'
import type { SeenExperiment } from '../observing/seen-experiment.ts'

type Seen = Pick<SeenExperiment, 'key' | 'version' | 'uid' | 'status'>

/** What this leader has written, and of what the server has made the next version. */
type Written = { readonly uid: string; readonly version: string; readonly status: ExperimentStatus }

/**
 * Writes the status of an experiment where it is not what it should be. What this leader has written counts from then on,
 * though the cache may not show it yet: nothing is written twice.
 */
export function createReporting(door: Pick<Door, 'applyStatus'>) {
  const written = new Map<string, Written>()

  /** Refused with `StaleWrite` where the experiment has changed since it was seen. Says whether it has written. */
  async function report(
    seen: Seen,
    status: ExperimentStatus,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { key, uid } = seen
    const { version, status: present } = latest(seen, written.get(key))
    if (isDeepStrictEqual(present, status)) return false
    const [namespace = '', name = ''] = key.split('/')
    const at = { namespace, name, uid, resourceVersion: version }
    const { metadata } = await door.applyStatus(resources.modelExperiments, at, status, { signal })
    written.set(key, { uid, version: metadata.resourceVersion, status })
    return true
  }

  return { report, forget: (experiment: string) => written.delete(experiment) }
}

/** At the very version that our write has made, the status is what we wrote, whatever the server has left out of it. */
function latest(seen: Seen, mine: Written | undefined): Pick<Seen, 'version' | 'status'> {
  if (mine === undefined || mine.uid !== seen.uid) return seen
  return mine.version === seen.version || isEarlier(seen.version, mine.version) ? mine : seen
}
