import { ofOurs } from './labels.ts'
import { objectOf } from './object.ts'
import type { Running } from './running.ts'
import type { WantedObject } from './wanted.ts'

type Labels = { readonly [name: string]: string }

type Deployed = {
  readonly name: string
  /** What its pods are found by, and nobody else's. */
  readonly selector: Labels
  /** Absent: somebody else scales it, and what they have set stays. */
  readonly replicas: number | undefined
  /** How many pods more there may be while one template follows another. */
  readonly maxSurge: number | string
  readonly labels?: Labels
  readonly annotations?: Labels
  readonly pod: object
}

/** Pods that are replaced without a moment in which there are too few. */
export const deploymentOf = (
  running: Running,
  { name, selector, replicas, maxSurge, labels, annotations, pod }: Deployed,
): WantedObject =>
  objectOf(
    running,
    { kind: 'Deployment', name, labels: selector },
    {
      spec: {
        ...(replicas !== undefined && { replicas }),
        // The way back is the former champion's own Deployment, not an old template of this one.
        revisionHistoryLimit: 2,
        selector: { matchLabels: selector },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge } },
        template: {
          metadata: {
            labels: { ...labels, ...ofOurs, ...selector },
            ...(annotations !== undefined && { annotations }),
          },
          spec: pod,
        },
      },
    },
  )
