import { ContenderError } from '../errors.ts'
import type { Lease, LeaseStore } from '../reconciler/lease.ts'
import type { Door } from './door.ts'
import { microTime } from './micro-time.ts'
import type { Ref, Stored } from './objects.ts'
import { apiVersionOf, resources } from './resources.ts'

/**
 * A lease as a Kubernetes object that `kubectl get leases` and other electors can read. Its calls pass
 * those that wait. Fields and labels that others have set stay.
 *
 * A duration is kept in whole seconds, rounded up: another may wait too long, never too short.
 */
export function createLeaseStore(
  door: Pick<Door, 'get' | 'create' | 'patch'>,
  { namespace, name }: Ref,
): LeaseStore {
  const resource = resources.leases
  const [ref, urgent] = [{ namespace, name }, true]

  return {
    async read(signal) {
      const found = await door.get(resource, ref, { signal, urgent })
      if (found === undefined) return undefined
      return { lease: leaseIn(found), version: found.metadata.resourceVersion }
    },
    async write(lease, version, signal) {
      const spec = specOf(lease)
      const typed = { apiVersion: apiVersionOf(resource), kind: resource.kind }
      try {
        const written =
          version === undefined
            ? await door.create({ ...typed, metadata: ref, spec }, { signal, urgent })
            : await door.patch(
                resource,
                ref,
                { spec },
                { resourceVersion: version },
                { signal, urgent },
              )
        return written.metadata.resourceVersion
      } catch (cause) {
        if (cause instanceof ContenderError && lost.has(cause.code)) return undefined
        throw cause
      }
    },
  }
}

/** Another was quicker: to create it, to change it, to remove it. */
const lost: ReadonlySet<string> = new Set(['NameTaken', 'StaleWrite'])

function specOf({ holder, durationMs, term, acquiredAt, renewedAt }: Lease) {
  return {
    holderIdentity: holder,
    leaseDurationSeconds: Math.max(1, Math.ceil(durationMs / 1000)),
    leaseTransitions: term,
    acquireTime: microTime(acquiredAt),
    renewTime: microTime(renewedAt),
  }
}

/** What is missing, as in a lease made by hand, is as if nobody had ever held it. */
function leaseIn(found: Stored): Lease {
  const spec = Object(found['spec'])
  const { holderIdentity, leaseDurationSeconds, leaseTransitions, acquireTime, renewTime } = spec
  return {
    holder: holderIdentity ?? '',
    durationMs: (leaseDurationSeconds ?? 0) * 1000,
    term: leaseTransitions ?? 0,
    acquiredAt: Date.parse(acquireTime ?? '') || 0,
    renewedAt: Date.parse(renewTime ?? '') || 0,
  }
}
