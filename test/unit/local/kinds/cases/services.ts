import type { Json, JsonObject } from '../../../../../src/api/json.ts'
import { type Case, completions, creations, statusUpdates, updates } from './case.ts'

const service: JsonObject = {
  metadata: { name: 'a' },
  spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
}

const spec = (change: JsonObject): JsonObject => ({ spec: change })
const ports = (...list: readonly Json[]) => spec({ ports: list })

export const serviceCases: readonly Case[] = creations('Service', service, {
  'no spec': { spec: null },
  'no ports': spec({ ports: null }),
  'no ports and no address': spec({ ports: null, clusterIP: 'None' }),
  'a name that begins with a digit': { metadata: { name: '1a' } },
  'a dotted name': { metadata: { name: 'a.b' } },
  'a name of 64 letters': { metadata: { name: 'a'.repeat(64) } },
  'port 0': ports({ port: 0 }),
  'port 65536': ports({ port: 65536 }),
  'no such protocol': ports({ port: 1, protocol: 'HTTP' }),
  'a target port of 70000': ports({ port: 1, targetPort: 70000 }),
  'a target port with a name that can be none': ports({ port: 1, targetPort: 'A_B' }),
  'two ports without names': ports({ port: 1 }, { port: 2 }),
  'two ports of one name': ports({ port: 1, name: 'a' }, { port: 2, name: 'a' }),
  'two ports of one number': ports({ port: 1, name: 'a' }, { port: 1, name: 'b' }),
  'two protocols of one number': ports(
    { port: 1, name: 'a' },
    { port: 1, name: 'b', protocol: 'UDP' },
  ),
  'a port with a name in capitals': ports({ port: 1, name: 'A' }),
  'a port with a protocol of its own': ports({ port: 1, appProtocol: 'a b' }),
  'a selector that can be none': spec({ selector: { 'a b': 'c d' } }),
  'no such type': spec({ type: 'x' }),
  'no such affinity': spec({ sessionAffinity: 'x' }),
  'an affinity for too long': spec({
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 100_000 } },
  }),
  'an affinity’s time without an affinity': spec({
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } },
  }),
  'an address that is none': spec({ clusterIP: 'x' }),
  'an external name': spec({ type: 'ExternalName', externalName: 'a.b', ports: null }),
  'an external name of nothing': spec({ type: 'ExternalName', ports: null }),
  'an external name that can be none': spec({
    type: 'ExternalName',
    externalName: 'A_',
    ports: null,
  }),
  'an external name with an address': spec({
    ...{ type: 'ExternalName', externalName: 'a.b', clusterIP: 'None' },
  }),
  'no address, behind a load balancer': spec({ type: 'LoadBalancer', clusterIP: 'None' }),
  'an external address that is none': spec({ externalIPs: ['x'] }),
  'an external address of this machine': spec({ externalIPs: ['127.0.0.1'] }),
  'a source range without a load balancer': spec({ loadBalancerSourceRanges: ['1.2.3.4/8'] }),
  'no such traffic policy': spec({ internalTrafficPolicy: 'x' }),
  'an external traffic policy of an internal service': spec({ externalTrafficPolicy: 'Local' }),
  'a node port of an internal service': ports({ port: 80, nodePort: 30000 }),
  'a class without a load balancer': spec({ loadBalancerClass: 'a/b' }),
  'addresses that are not alike': spec({ clusterIP: 'None', clusterIPs: ['10.0.0.3'] }),
  'no such family': spec({ ipFamilies: ['x'] }),
  'an affinity that is none, for too long': spec({
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 100_000 } },
  }),
  'a port with an empty protocol of its own': ports({ port: 1, appProtocol: '' }),
  'source ranges that are none': spec({
    type: 'LoadBalancer',
    loadBalancerSourceRanges: [
      'x',
      '1.2.3.4/33',
      '10.0.0.0/8',
      '::1/64',
      '2001:db8::/32',
      ' 10.1.0.0/16',
    ],
  }),
  'a health check of an internal service': spec({ healthCheckNodePort: 30001 }),
})

export const serviceCompletions: readonly Case[] = completions('Service', service, {
  'a Service as short as can be': {},
  'no address': spec({ clusterIP: 'None' }),
  'no address and no selector': spec({ clusterIP: 'None', selector: null, ports: null }),
  'ports with names': ports({ port: 80, name: 'a', targetPort: 'http' }, { port: 81, name: 'b' }),
  'nothing but an external name': spec({
    ...{ type: 'ExternalName', externalName: 'a.b', ports: null, selector: null },
  }),
  'an external address': spec({ externalIPs: ['1.2.3.4'] }),
  'an affinity': spec({ sessionAffinity: 'ClientIP' }),
  'a status': { status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } },
  'empty things': spec({ externalIPs: [], publishNotReadyAddresses: false, externalName: '' }),
})

export const serviceUpdates: readonly Case[] = [
  ...updates('Service', service, {
    'another port': ports({ port: 81 }),
    'another selector': spec({ selector: { app: 'b' } }),
    'another address': spec({ clusterIP: '10.0.0.77', clusterIPs: ['10.0.0.77'] }),
    'an address that is not said': spec({ clusterIP: null, clusterIPs: null }),
    'no address any more': spec({ clusterIP: 'None', clusterIPs: ['None'] }),
    'another type': spec({
      ...{ type: 'ExternalName', externalName: 'a.b', clusterIP: null, clusterIPs: null },
    }),
    'a status': { status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } },
  }),
  ...statusUpdates('Service', service, {
    'a load balancer that it has not': {
      status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } },
    },
    'a condition': {
      status: {
        conditions: [
          {
            ...{ type: 'Ready', status: 'True', reason: 'A', message: '' },
            lastTransitionTime: '2026-01-01T00:00:00Z',
          },
        ],
      },
    },
  }),
]
