import type { JsonObject } from '../../../api/json.ts'
import { container, withRequests } from './containers.ts'
import { always, type Defaults, each, filling, inOrder, within } from './filling.ts'
import { volume } from './volumes.ts'

const containers = ['initContainers', 'containers', 'ephemeralContainers'] as const

/** The spec of a Pod or of a template for Pods. */
const podSpec: Defaults = inOrder(
  filling({
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  }),
  (spec) => (spec['hostNetwork'] === true ? withHostPorts(spec) : spec),
  // One name for one account; the older of the two fields is still written.
  filling({ serviceAccountName: ({ serviceAccount }) => serviceAccount }),
  ({ serviceAccountName, ...spec }) =>
    serviceAccountName === undefined
      ? spec
      : { ...spec, serviceAccountName, serviceAccount: serviceAccountName },
  ...containers.map((field) => each(field, container)),
  each('volumes', volume),
  within('securityContext', (context) => context),
)

/** On the network of the host a port is the host's port. */
function withHostPorts(spec: JsonObject): JsonObject {
  const port = filling({ hostPort: ({ containerPort }) => containerPort })
  return inOrder(...containers.map((field) => each(field, each('ports', port))))(spec)
}

export const podTemplate: Defaults = always('spec', podSpec)

/** The older of two fields for its addresses has the first of them, and is believed. */
const withAddresses: Defaults = (status) => {
  const { podIP, podIPs } = status
  const [first] = Array.isArray(podIPs) ? podIPs : []
  if (podIP === undefined || Object(first).ip === podIP) return status
  return { ...status, podIPs: [{ ip: podIP }] }
}

/** A Pod that stands for itself asks for what it is limited to, and hears of services. */
export const pod: Defaults = inOrder(
  always(
    'spec',
    inOrder(
      podSpec,
      each('containers', withRequests),
      each('initContainers', withRequests),
      filling({ enableServiceLinks: true }),
    ),
  ),
  always('status', withAddresses),
)
