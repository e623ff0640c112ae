import type { Stored } from '../../../../src/kube/objects.ts'
import { podOf, type SeenPod } from '../../../../src/local/network/seen-pod.ts'
import { type SeenService, serviceOf } from '../../../../src/local/network/seen-service.ts'
import type { SeenSlice } from '../../../../src/local/network/seen-slice.ts'
import { slicesFor } from '../../../../src/local/network/slices.ts'

type Wishes = {
  readonly metadata?: Partial<Stored['metadata']>
  readonly spec?: object
  readonly status?: object
}

/** The Service `web`, for port 80 and the container port `http`. */
export function service({ metadata, spec }: Wishes = {}): SeenService {
  const seen = serviceOf({
    metadata: {
      ...{ namespace: 'city', name: 'web', uid: 's1', resourceVersion: '5' },
      ...metadata,
    },
    spec: {
      ...{ type: 'ClusterIP', clusterIP: '10.0.0.5', selector: { app: 'web' } },
      ports: [{ port: 80, protocol: 'TCP', targetPort: 'http' }],
      ...spec,
    },
  })
  if (seen === undefined) throw new Error('it is no Service of ours')
  return seen
}

/** A Pod behind it, ready, its port 8080 at 41873. */
export function pod({ metadata, spec, status }: Wishes = {}): SeenPod {
  return podOf({
    metadata: {
      ...{
        namespace: 'city',
        name: 'web-1',
        uid: 'p1',
        resourceVersion: '6',
        labels: { app: 'web' },
      },
      annotations: { 'contender.dev/ports': '{"8080":41873}' },
      ...metadata,
    },
    spec: {
      nodeName: 'local',
      containers: [
        { name: 'server', ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }] },
      ],
      ...spec,
    },
    status: {
      ...{ phase: 'Running', podIP: '127.0.0.1' },
      conditions: [{ type: 'Ready', status: 'True' }],
      ...status,
    },
  })
}

/** The slices that would be written, as they are seen then. */
export function written(of: SeenService, pods: readonly SeenPod[]): readonly SeenSlice[] {
  return slicesFor(of, pods).map(({ metadata, says }, n) => ({
    key: `${metadata.namespace}/${metadata.name}`,
    ...{ namespace: metadata.namespace, name: metadata.name, uid: `e${n}`, version: '7' },
    ...{ service: of.key, isOurs: true, says },
  }))
}
