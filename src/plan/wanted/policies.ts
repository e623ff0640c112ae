import { ofOperator, ofRouters, ofServers } from './labels.ts'
import { ports } from './listening.ts'
import { routerName, serversName } from './names.ts'
import { objectOf } from './object.ts'
import type { Running } from './running.ts'
import type { WantedObject } from './wanted.ts'

/**
 * Who may open connections. Predictions reach a model through its routers alone: what came by another way was not divided by chance,
 * and would be missing in the evidence. Clients' door is open to all; the admin port takes plans only where they are signed, and is
 * closed to strangers all the same. Where pods may connect to is not restricted: models lie anywhere.
 */
export function policies(running: Running): readonly WantedObject[] {
  const { experiment, settings } = running
  if (settings.cluster === 'Embedded') return []
  const { name } = experiment
  const routers = { podSelector: { matchLabels: ofRouters(name) } }
  const trusted = [routers, operator(running), ...scrapers]
  return [
    policyOf(running, serversName(name), ofServers(name), [{ from: trusted }]),
    policyOf(running, routerName(name), ofRouters(name), [
      { ports: [{ protocol: 'TCP', port: ports.http }] },
      { from: trusted, ports: [{ protocol: 'TCP', port: ports.admin }] },
    ]),
  ]
}

const policyOf = (
  running: Running,
  name: string,
  labels: { readonly [name: string]: string },
  ingress: readonly object[],
): WantedObject =>
  objectOf(
    running,
    { kind: 'NetworkPolicy', name, labels },
    { spec: { podSelector: { matchLabels: labels }, policyTypes: ['Ingress'], ingress } },
  )

const operator = ({ operatorNamespace }: Running) => ({
  namespaceSelector: {
    ...(operatorNamespace !== undefined && {
      matchLabels: { 'kubernetes.io/metadata.name': operatorNamespace },
    }),
  },
  podSelector: { matchLabels: ofOperator },
})

/** Prometheus, as its charts and its operator label it; or whoever lives in a namespace that says so. */
const scrapers = [
  {
    namespaceSelector: {},
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
  },
  { namespaceSelector: { matchLabels: { 'contender.dev/scrapes': 'true' } } },
]
