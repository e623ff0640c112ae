import type { Variant } from '../variants/variant.ts'
import { ofRouters, ofVariant } from './labels.ts'
import { ports } from './listening.ts'
import { childName, routerName } from './names.ts'
import { objectOf } from './object.ts'
import type { Running } from './running.ts'
import type { WantedObject } from './wanted.ts'

/** For routers that reach no pod that they know: behind it are those that came meanwhile. */
export function variantService(
  running: Running,
  variant: Variant,
  targetPort: number,
): WantedObject {
  const selector = ofVariant(running.experiment.name, variant)
  return objectOf(
    running,
    { kind: 'Service', name: childName(running.experiment.name, variant), labels: selector },
    { spec: { type: 'ClusterIP', selector, ports: [{ name: 'http', port: 80, targetPort }] } },
  )
}

/** Clients' door, and the way to the routers' admin ports. */
export function routerServices(running: Running): readonly WantedObject[] {
  const { experiment, settings } = running
  const selector = ofRouters(experiment.name)
  const service = (name: string, spec: object) =>
    objectOf(
      running,
      { kind: 'Service', name, labels: selector },
      { spec: { type: 'ClusterIP', selector, ...spec } },
    )
  const targets = { http: { port: 80, targetPort: ports.http }, admin: { port: ports.admin } }
  return [
    service(experiment.name, { ports: [{ name: 'http', ...targets.http }] }),
    service(routerName(experiment.name), {
      // Its name leads to every router, also to those that begin or end: they know who scores for whom. On one machine,
      // where names lead nowhere, it needs an address, behind which another one answers each time.
      ...(settings.cluster === 'Kubernetes' && { clusterIP: 'None' }),
      publishNotReadyAddresses: true,
      ports: [{ name: 'admin', ...targets.admin, targetPort: ports.admin }],
    }),
  ]
}
