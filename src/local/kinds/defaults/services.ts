import type { JsonObject } from '../../../api/json.ts'
import { always, type Defaults, each, filling, inOrder } from './filling.ts'

const isReachedFromOutside = ({ type, externalIPs }: JsonObject) =>
  type === 'NodePort' || type === 'LoadBalancer' || externalIPs !== undefined

const hasAddress = ({ type }: JsonObject) => type !== 'ExternalName'

const port = filling({
  protocol: 'TCP',
  targetPort: ({ port }) => port,
})

/** A Service; its address is given when it is made. */
export const service: Defaults = inOrder(
  always(
    'spec',
    inOrder(
      filling({ sessionAffinity: 'None', type: 'ClusterIP' }),
      (spec) => (spec['sessionAffinity'] === 'ClientIP' ? withClientIp(spec) : unaffine(spec)),
      each('ports', (sent) => port(sent['targetPort'] ? sent : without(sent))),
      filling({
        externalTrafficPolicy: (spec) => (isReachedFromOutside(spec) ? 'Cluster' : undefined),
        internalTrafficPolicy: (spec) => (hasAddress(spec) ? 'Cluster' : undefined),
        allocateLoadBalancerNodePorts: ({ type }) => (type === 'LoadBalancer' ? true : undefined),
      }),
    ),
  ),
  always(
    'status',
    always('loadBalancer', (status) => status),
  ),
)

const unaffine = ({ sessionAffinityConfig: _, ...rest }: JsonObject): JsonObject => rest

const without = ({ targetPort: _, ...rest }: JsonObject): JsonObject => rest

const withClientIp = always(
  'sessionAffinityConfig',
  always('clientIP', filling({ timeoutSeconds: 10_800 })),
)
