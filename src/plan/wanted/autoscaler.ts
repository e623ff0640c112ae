import { ofVariant } from './labels.ts'
import { childName } from './names.ts'
import { objectOf } from './object.ts'
import type { Running, RunningVariant } from './running.ts'
import type { WantedObject } from './wanted.ts'

/** Where load says how many; on one machine nobody measures it. */
export function autoscalerOf(
  running: Running,
  { variant, replicas }: RunningVariant,
): readonly WantedObject[] {
  if (typeof replicas === 'number' || running.settings.cluster === 'Embedded') return []
  const { min, max, targetCPU } = replicas
  const name = childName(running.experiment.name, variant)
  const target = { type: 'Utilization', averageUtilization: targetCPU }
  return [
    objectOf(
      running,
      {
        ...{ kind: 'HorizontalPodAutoscaler', name },
        labels: ofVariant(running.experiment.name, variant),
      },
      {
        spec: {
          ...{ minReplicas: min, maxReplicas: max },
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
          metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
        },
      },
    ),
  ]
}
