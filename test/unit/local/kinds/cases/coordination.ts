import type { JsonObject } from '../../../../../src/api/json.ts'
import { type Case, completions, creations, updates } from './case.ts'

const named: JsonObject = { metadata: { name: 'a' } }
const spec = (change: JsonObject): JsonObject => ({ spec: change })

const leases: readonly Case[] = [
  ...creations('Lease', named, {
    'a name in capitals': { metadata: { name: 'A' } },
    'no time': spec({ leaseDurationSeconds: 0 }),
    'a time below 0': spec({ leaseDurationSeconds: -1 }),
    'transitions below 0': spec({ leaseTransitions: -1 }),
    'an empty holder': spec({ holderIdentity: '' }),
    'a strategy that can be none': spec({ strategy: 'a b' }),
    'a preferred holder without a strategy': spec({ preferredHolder: 'a' }),
    'a strategy': spec({ strategy: 'OldestEmulationVersion' }),
    'a strategy without a domain': spec({ strategy: 'x' }),
  }),
  ...completions('Lease', named, {
    'a Lease as short as can be': {},
    'a Lease with a strategy': spec({ strategy: 'OldestEmulationVersion', preferredHolder: 'a' }),
    'all of it': spec({
      ...{ holderIdentity: 'x', leaseDurationSeconds: 15, leaseTransitions: 0 },
      ...{
        acquireTime: '2026-01-01T00:00:00.000000Z',
        renewTime: '2026-01-01T01:00:00.123456+01:00',
      },
    }),
  }),
  ...updates('Lease', named, {
    'a holder': spec({ holderIdentity: 'x' }),
    'no time': spec({ leaseDurationSeconds: 0 }),
  }),
]

const event: JsonObject = {
  metadata: { name: 'a', namespace: 'default' },
  involvedObject: { kind: 'Pod', name: 'x', namespace: 'default', apiVersion: 'v1' },
  reason: 'Started',
  message: 'it has started',
  type: 'Normal',
  source: { component: 'test' },
  firstTimestamp: '2026-01-01T00:00:00Z',
  lastTimestamp: '2026-01-01T00:00:00Z',
  count: 1,
}

const modern: JsonObject = {
  ...{ firstTimestamp: null, lastTimestamp: null, count: null, source: null },
  ...{ eventTime: '2026-01-01T00:00:00.000000Z', reportingComponent: 'a.b/c', action: 'Start' },
  reportingInstance: 'd',
}

const oldEvents: readonly Case[] = [
  ...creations('Event', event, {
    'a name in capitals': { metadata: { name: 'A' } },
    'an object of nowhere': { involvedObject: { namespace: null } },
    'an object of elsewhere': { involvedObject: { namespace: 'kube-system' } },
    'an object without a namespace': { involvedObject: { kind: 'Node', namespace: null } },
    'no type': { type: null },
    'no such type': { type: 'x' },
    'no reason': { reason: null },
    'no message': { message: null },
    'a long message': { message: 'a'.repeat(2000) },
    'a moment without the rest': { eventTime: '2026-01-01T00:00:00.000000Z' },
    'all of the newer fields': modern,
    'the newer fields without an action': { ...modern, action: null },
    'the newer fields without a controller': { ...modern, reportingComponent: null },
    'the newer fields with a controller that can be none': { ...modern, reportingComponent: 'a b' },
    'the newer fields without an instance': { ...modern, reportingInstance: null },
    'the newer fields without a reason': { ...modern, reason: null },
    'the newer fields with a long message': { ...modern, message: 'a'.repeat(1025) },
    'the newer fields with a long reason': { ...modern, reason: 'a'.repeat(129) },
    'the newer fields with a long action': { ...modern, action: 'a'.repeat(129) },
    'the newer fields with a long instance': { ...modern, reportingInstance: 'a'.repeat(129) },
    'the newer fields without a type': { ...modern, type: null },
    'the newer fields of no such type': { ...modern, type: 'x' },
    'a series of one': {
      ...modern,
      series: { count: 1, lastObservedTime: '2026-01-01T00:00:00.000000Z' },
    },
    'a series of nothing': { ...modern, series: {} },
    'a series': {
      ...modern,
      series: { count: 2, lastObservedTime: '2026-01-01T00:00:00.000000Z' },
    },
  }),
  ...completions('Event', event, { 'an Event': {}, 'an Event with the newer fields': modern }),
  ...completions('Event', named, {
    'an Event as short as can be': { involvedObject: { namespace: 'default' } },
  }),
  ...updates('Event', event, {
    'seen again': { count: 2, lastTimestamp: '2026-01-01T00:01:00Z' },
    'another message': { message: 'x' },
    'another object': { involvedObject: { name: 'y' } },
  }),
]

const newEvent: JsonObject = {
  metadata: { name: 'a', namespace: 'default' },
  regarding: { kind: 'Pod', name: 'x', namespace: 'default', apiVersion: 'v1' },
  ...{ reason: 'Started', note: 'it has started', type: 'Normal', action: 'Start' },
  ...{ eventTime: '2026-01-01T00:00:00.000000Z', reportingController: 'a.b/c' },
  reportingInstance: 'd',
}

const kind = 'Event.events.k8s.io'

const newEvents: readonly Case[] = [
  ...creations(kind, newEvent, {
    'no moment': { eventTime: null },
    'no action': { action: null },
    'a long action': { action: 'a'.repeat(129) },
    'no controller': { reportingController: null },
    'a controller that can be none': { reportingController: 'a b' },
    'a long controller': {
      reportingController: `${'a'.repeat(60)}.${'b'.repeat(60)}/${'c'.repeat(60)}`,
    },
    'no instance': { reportingInstance: null },
    'a long instance': { reportingInstance: 'a'.repeat(129) },
    'no reason': { reason: null },
    'a long reason': { reason: 'a'.repeat(129) },
    'no note': { note: null },
    'a long note': { note: 'a'.repeat(1025) },
    'no type': { type: null },
    'no such type': { type: 'x' },
    'an object of elsewhere': { regarding: { namespace: 'kube-system' } },
    'an object of nowhere': { regarding: { namespace: null } },
    'an older source': { deprecatedSource: { component: 'x' } },
    'an older count': { deprecatedCount: 3 },
    'an older moment': { deprecatedFirstTimestamp: '2026-01-01T00:00:00Z' },
    'a later older moment': { deprecatedLastTimestamp: '2026-01-01T00:00:00Z' },
    'a series of one': { series: { count: 1, lastObservedTime: '2026-01-01T00:00:00.000000Z' } },
    'a series without a moment': { series: { count: 2 } },
    'a series': { series: { count: 2, lastObservedTime: '2026-01-01T00:00:00.000000Z' } },
    'a related object': { related: { kind: 'Pod', name: 'y' } },
    'a name in capitals': { metadata: { name: 'A' } },
  }),
  ...completions(kind, newEvent, { 'an Event': {} }),
  ...updates(kind, newEvent, {
    'a series': { series: { count: 2, lastObservedTime: '2026-01-01T00:00:00.000000Z' } },
    'another note': { note: 'x' },
    'another reason': { reason: 'x' },
    'another action': { action: 'x' },
    'another type': { type: 'Warning' },
    'another object': { regarding: { name: 'y' } },
    'another moment': { eventTime: '2026-01-02T00:00:00.000000Z' },
    'another controller': { reportingController: 'a.b/x' },
    'another instance': { reportingInstance: 'x' },
    'a related object': { related: { kind: 'Pod', name: 'y' } },
  }),
]

const slice: JsonObject = {
  metadata: { name: 'a' },
  addressType: 'IPv4',
  ports: [{ name: 'http', port: 80 }],
  endpoints: [{ addresses: ['10.0.0.1'] }],
}

const slices: readonly Case[] = [
  ...creations('EndpointSlice', slice, {
    'no type of addresses': { addressType: null },
    'no such type of addresses': { addressType: 'x' },
    'an endpoint without an address': { endpoints: [{ addresses: [] }] },
    'an address that is none': { endpoints: [{ addresses: ['x'] }] },
    'an address of another type': { endpoints: [{ addresses: ['::1'] }] },
    'an address of this machine': { endpoints: [{ addresses: ['127.0.0.1'] }] },
    'an address that is nowhere': { endpoints: [{ addresses: ['0.0.0.0'] }] },
    'a host name that can be none': { endpoints: [{ addresses: ['10.0.0.1'], hostname: 'A' }] },
    'a node that can be none': { endpoints: [{ addresses: ['10.0.0.1'], nodeName: 'A' }] },
    'port 0': { ports: [{ port: 0 }] },
    'a port that is not said': { ports: [{}] },
    'port 70000': { ports: [{ port: 70000 }] },
    'no such protocol': { ports: [{ port: 1, protocol: 'x' }] },
    'two ports of one name': { ports: [{ port: 1 }, { port: 2 }] },
    'a port with a name in capitals': { ports: [{ port: 1, name: 'A' }] },
    'a topology that can be none': {
      endpoints: [{ addresses: ['10.0.0.1'], deprecatedTopology: { 'a b': 'c' } }],
    },
    'a name in capitals': { metadata: { name: 'A' } },
  }),
  ...completions('EndpointSlice', slice, {
    'a slice': {},
    'nothing in it': { ports: null, endpoints: null },
    'empty lists': { ports: [], endpoints: [] },
    'a port without a name': { ports: [{ port: 80 }] },
    'a topology of old': {
      endpoints: [{ addresses: ['10.0.0.1'], deprecatedTopology: { a: 'b' } }],
    },
    'an endpoint with all': {
      endpoints: [
        {
          ...{ addresses: ['10.0.0.1'], nodeName: 'n', hostname: 'h', zone: 'z' },
          conditions: { ready: false, serving: true, terminating: false },
          targetRef: { kind: 'Pod', name: 'x', namespace: 'default', uid: 'u' },
        },
      ],
    },
  }),
  ...updates('EndpointSlice', slice, {
    'another type of addresses': { addressType: 'IPv6', endpoints: [] },
    'other endpoints': { endpoints: [{ addresses: ['10.0.0.2'] }] },
    'a label': { metadata: { labels: { a: 'b' } } },
    'an annotation': { metadata: { annotations: { a: 'b' } } },
    nothing: {},
  }),
]

export const coordinationCases = [...leases, ...oldEvents, ...newEvents, ...slices]
