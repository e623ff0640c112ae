import type { JsonObject } from '../../../../../src/api/json.ts'
import { type Case, completions, creations, statusUpdates, updates } from './case.ts'

const named: JsonObject = { metadata: { name: 'a' } }

const configMaps: readonly Case[] = [
  ...creations('ConfigMap', named, {
    'a name in capitals': { metadata: { name: 'A' } },
    'a key with a blank': { data: { 'a b': 'c' } },
    'no key': { data: { '': 'c' } },
    'a key of a dot': { data: { '.': 'c' } },
    'a key of two dots': { data: { '..': 'c' } },
    'a key that begins with two dots': { data: { '..a': 'c' } },
    'a key that begins with a dot': { data: { '.a': 'c' } },
    'a key of 254 letters': { data: { ['a'.repeat(254)]: 'c' } },
    'a binary key with a blank': { binaryData: { 'a b': 'YQ==' } },
    'keys that every object of JavaScript has': {
      ...{ data: { constructor: 'a', toString: 'b' }, binaryData: { valueOf: 'YQ==' } },
    },
    'a key in both': { data: { a: 'b' }, binaryData: { a: 'YQ==' } },
    'more than a megabyte': { data: { a: 'b'.repeat(1_048_577) } },
    'a megabyte in two': { data: { a: 'b'.repeat(600_000), b: 'c'.repeat(600_000) } },
  }),
  ...completions('ConfigMap', named, {
    'nothing in it': {},
    'empty things': { data: {}, binaryData: {}, metadata: { labels: {}, annotations: {} } },
    'empty texts': { data: { a: '' }, binaryData: { b: '' }, immutable: false },
    'something in it': { data: { a: 'b' }, binaryData: { c: 'YQ==' }, immutable: true },
    'metadata that only the server says': {
      metadata: {
        ...{ uid: 'x', generation: 3, selfLink: 'x', creationTimestamp: '2020-01-01T00:00:00Z' },
        ...{ deletionGracePeriodSeconds: 3, deletionTimestamp: '2020-01-01T00:00:00Z' },
      },
    },
  }),
  { it: 'a null', kind: 'ConfigMap', sent: { ...named, data: { a: null } }, isShown: true },
  ...updates(
    'ConfigMap',
    { ...named, data: { a: 'b' } },
    {
      'other data': { data: { a: 'c' } },
      'immutable from now on': { immutable: true },
      'a key that can be none': { data: { 'a b': 'c' } },
    },
  ),
  ...updates(
    'ConfigMap',
    { ...named, data: { a: 'b' }, binaryData: { b: 'YQ==' }, immutable: true },
    {
      'other data of what is immutable': { data: { a: 'c' } },
      'other binary data of what is immutable': { binaryData: { b: 'YWI=' } },
      'immutable no more': { immutable: false },
      'immutable not said any more': { immutable: null },
      'labels of what is immutable': { metadata: { labels: { a: 'b' } } },
    },
  ),
]

const secrets: readonly Case[] = [
  ...creations('Secret', named, {
    'a key with a blank': { data: { 'a b': 'YQ==' } },
    'a key of two dots': { data: { '..': 'YQ==' } },
    'more than a megabyte': { data: { a: 'YWFh'.repeat(350_000) } },
    'a clear key with a blank': { stringData: { 'a b': 'c' } },
    'a token of no account': { type: 'kubernetes.io/service-account-token' },
    'a login without a name': { type: 'kubernetes.io/basic-auth' },
    'a login with a name': { type: 'kubernetes.io/basic-auth', stringData: { username: 'a' } },
    'a key of SSH without a key': { type: 'kubernetes.io/ssh-auth' },
    'a certificate without a key': { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'a' } },
    'a certificate with a key': {
      type: 'kubernetes.io/tls',
      stringData: { 'tls.crt': 'a', 'tls.key': 'b' },
    },
    'a login of Docker without one': { type: 'kubernetes.io/dockerconfigjson' },
    'a login of Docker that is no JSON': {
      type: 'kubernetes.io/dockerconfigjson',
      stringData: { '.dockerconfigjson': 'x' },
    },
    'a login of Docker': {
      type: 'kubernetes.io/dockerconfigjson',
      stringData: { '.dockerconfigjson': '{}' },
    },
    'an older login of Docker without one': { type: 'kubernetes.io/dockercfg' },
    'a type of one’s own': { type: 'a b' },
    'a type that every object of JavaScript has': { type: 'constructor' },
  }),
  ...completions('Secret', named, {
    'nothing in it': {},
    'in clear': { stringData: { a: 'b', c: 'é' } },
    'in clear and not': { stringData: { a: 'b' }, data: { a: 'Yw==', d: 'ZA==' } },
    'empty texts': { data: { a: '' }, stringData: { b: '' } },
    'line ends': { data: { a: 'YQ=\n=' } },
  }),
  { it: 'a null', kind: 'Secret', sent: { ...named, data: { a: null } }, isShown: true },
  ...updates(
    'Secret',
    { ...named, data: { a: 'YQ==' } },
    {
      'other data': { data: { a: 'Yg==' } },
      'another type': { type: 'x' },
      'a type that is not said': { type: null },
    },
  ),
  ...updates(
    'Secret',
    { ...named, data: { a: 'YQ==' }, immutable: true },
    {
      'other data of what is immutable': { data: { a: 'Yg==' } },
      'immutable no more': { immutable: false },
      'clear data of what is immutable': { stringData: { b: 'c' } },
    },
  ),
]

const namespaces: readonly Case[] = [
  ...creations('Namespace', named, {
    'a dotted name': { metadata: { name: 'a.b' } },
    'a name in capitals': { metadata: { name: 'A' } },
    'a finalizer without a domain': { spec: { finalizers: ['a'] } },
    'a finalizer that can be none': { spec: { finalizers: ['a b'] } },
  }),
  ...completions('Namespace', named, {
    'a Namespace as short as can be': {},
    'a label': { metadata: { labels: { a: 'b' } } },
    'another name in its label': { metadata: { labels: { 'kubernetes.io/metadata.name': 'x' } } },
    'a finalizer': { spec: { finalizers: ['example.com/a'] } },
    'a status': { status: { phase: 'Terminating' } },
    'a generated name': { metadata: { name: null, generateName: 'a-' } },
  }),
  ...updates(
    'Namespace',
    { metadata: { name: 'case-namespace' } },
    {
      'a label': { metadata: { labels: { a: 'b' } } },
      'no label any more': { metadata: { labels: null } },
      'no finalizer any more': { spec: { finalizers: [] } },
      'a status': { status: { phase: 'Terminating' } },
    },
  ),
  ...statusUpdates(
    'Namespace',
    { metadata: { name: 'case-namespace' } },
    {
      'it ends': { status: { phase: 'Terminating' } },
      'it is active': { status: { phase: 'Active' } },
    },
  ),
]

const serviceAccounts: readonly Case[] = [
  ...creations('ServiceAccount', named, { 'a name in capitals': { metadata: { name: 'A' } } }),
  ...completions('ServiceAccount', named, {
    'an account as short as can be': {},
    secrets: { secrets: [{ name: 'a' }], imagePullSecrets: [{ name: 'b' }] },
    'no token': { automountServiceAccountToken: false },
    'more of a secret than its name': { secrets: [{ name: 'a', uid: 'x', kind: 'Secret' }] },
  }),
]

export const configurationCases = [...configMaps, ...secrets, ...namespaces, ...serviceAccounts]
