type Labels = { readonly [name: string]: string }

/** A folder of a container: what is there, and from what. Without a source it is empty, and goes with the pod. */
export type Folder = { readonly name: string; readonly path: string; readonly from?: object }

/** Of the image, in which there is nobody else. */
const nobody = 65_532

/** What Secrets are mounted with: for the process alone. */
export const secretMode = 0o440

/**
 * A pod of our own image with one container, by the restricted profile of the Pod Security Standards: it can do nothing but run,
 * and write nowhere but into its own folders. It has no account: nothing that answers strangers speaks to the API server.
 */
export const restrictedPod = (
  container: { readonly name: string; readonly [field: string]: unknown },
  folders: readonly Folder[],
  selector: Labels,
) => ({
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  // What a router and a server need to drain, to end what is under way, and to hand over.
  terminationGracePeriodSeconds: 30,
  securityContext: {
    ...{ runAsNonRoot: true, runAsUser: nobody, runAsGroup: nobody, fsGroup: nobody },
    ...{ fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } },
  },
  topologySpreadConstraints: spreadOver(selector),
  containers: [
    {
      ...container,
      terminationMessagePath: terminationLog,
      // Of one that ends without a word there are the last lines of its log.
      terminationMessagePolicy: 'FallbackToLogsOnError',
      securityContext: {
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
        ...{ capabilities: { drop: ['ALL'] } },
      },
      volumeMounts: folders.map(({ name, path, from }) => ({
        ...{ name, mountPath: path },
        ...(from !== undefined && { readOnly: true }),
      })),
    },
  ],
  volumes: folders.map(({ name, from = { emptyDir: {} } }) => ({ name, ...from })),
})

export const terminationLog = '/dev/termination-log'

/** For what writes a file for a moment. */
export const tmp: Folder = { name: 'tmp', path: '/tmp' }

/** A wish, no condition: a cluster of one node is a cluster, too. */
export const spreadOver = (selector: Labels) =>
  ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    ...{ maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway' },
    labelSelector: { matchLabels: selector },
  }))
