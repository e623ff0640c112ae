import { ofOurs } from './labels.ts'
import type { Running } from './running.ts'
import type { WantedObject } from './wanted.ts'

const apiVersions = {
  ConfigMap: 'v1',
  Service: 'v1',
  Deployment: 'apps/v1',
  PodDisruptionBudget: 'policy/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
} as const

type Meant = {
  readonly kind: keyof typeof apiVersions
  readonly name: string
  /** Beside those that all have. */
  readonly labels: { readonly [name: string]: string }
}

/** An object of an experiment, in its namespace. */
export const objectOf = (
  { experiment: { namespace } }: Pick<Running, 'experiment'>,
  { kind, name, labels }: Meant,
  fields: { readonly [field: string]: unknown },
): WantedObject => ({
  ...{ apiVersion: apiVersions[kind], kind },
  metadata: { name, namespace, labels: { ...ofOurs, ...labels } },
  ...fields,
})
