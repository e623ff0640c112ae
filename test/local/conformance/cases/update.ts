import { type Group, get, given, merge, post, put, remove } from '../case.ts'
import { metadataOnly } from '../forms.ts'
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  experiment,
  experiments,
  namespaces,
  pod,
  podSpec,
  pods,
  secret,
  secrets,
  service,
  services,
} from '../objects.ts'

const version = '<made.metadata.resourceVersion>'
const at = (resourceVersion: string) => ({ resourceVersion })
const content = { key: 'value' }
const made = post(configMaps, configMap('a', { labels: { a: 'b' } }, content), { as: 'made' })

export const updating: Group = {
  name: 'update',
  cases: {
    'what is sent replaces what was': [
      made,
      put(`${configMaps}/a`, configMap('a', at(version), { other: 'content' })),
      get(`${configMaps}/a`),
    ],
    'an experiment is replaced, and counts its generations': [
      post(experiments, experiment('a'), { as: 'made' }),
      put(`${experiments}/a`, experiment('a', { suspend: true }, at(version)), { as: 'made' }),
      put(
        `${experiments}/a`,
        experiment('a', { suspend: true }, { ...at(version), labels: { a: 'b' } }),
      ),
    ],
    'a Deployment counts its generations': [
      post(deployments, deployment('a'), { as: 'made' }),
      put(`${deployments}/a`, deployment('a', { replicas: 2 })),
      put(`${deployments}/a`, deployment('a', { replicas: 2 })),
      merge(`${deployments}/a`, { metadata: { annotations: { a: 'b' } } }),
    ],
    'a stale version is a conflict': [
      made,
      ...given(configMaps, configMap('other')),
      put(`${configMaps}/a`, configMap('a', at(version), { other: 'content' })),
      put(`${configMaps}/a`, configMap('a', at(version), { third: 'content' })),
    ],
    'a stale version of an experiment is a conflict': [
      post(experiments, experiment('a'), { as: 'made' }),
      merge(`${experiments}/a`, { spec: { suspend: true } }),
      put(`${experiments}/a`, experiment('a', {}, at(version))),
    ],
    'without a version most kinds are replaced blindly': [
      made,
      put(`${configMaps}/a`, configMap('a', {}, { other: 'content' })),
    ],
    'without a version no experiment is replaced': [
      ...given(experiments, experiment('a')),
      put(`${experiments}/a`, experiment('a', { suspend: true })),
      put(`${experiments}/a`, experiment('a', { suspend: true }, at('0'))),
    ],
    'a version that is not a number is refused': [
      made,
      put(`${configMaps}/a`, configMap('a', at('newest'))),
    ],
    'a version yet to come is a conflict': [
      made,
      put(`${configMaps}/a`, configMap('a', at('900000000000'))),
    ],
    'what changes nothing keeps its version': [
      made,
      put(`${configMaps}/a`, configMap('a', { labels: { a: 'b' } }, content)),
      get(`${configMaps}/a`),
    ],
    'what changes nothing of an experiment keeps its version': [
      post(experiments, experiment('a'), { as: 'made' }),
      put(`${experiments}/a`, experiment('a', {}, at(version))),
    ],
    'a stale version that changes nothing is a conflict too': [
      made,
      merge(`${configMaps}/a`, { data: { other: 'content' } }),
      put(`${configMaps}/a`, configMap('a', at(version), { key: 'value', other: 'content' })),
    ],
    'what is not there cannot be replaced': [
      put(`${configMaps}/none`, configMap('none')),
      put(`${experiments}/none`, experiment('none', {}, at('1'))),
      put(`${deployments}/none`, deployment('none')),
    ],
    'what is gone cannot be replaced': [
      made,
      remove(`${configMaps}/a`),
      put(`${configMaps}/a`, configMap('a', { ...at(version), uid: '<made.metadata.uid>' })),
    ],
    'another name than that of the address is refused': [
      made,
      put(`${configMaps}/a`, configMap('b')),
      put(`${experiments}/a`, experiment('b')),
    ],
    'the name of the address is filled in': [
      made,
      put(`${configMaps}/a`, { metadata: {}, data: { other: 'content' } }),
      put(`${configMaps}/a`, { data: { third: 'content' } }),
    ],
    'another namespace than that of the address is refused': [
      made,
      put(`${configMaps}/a`, configMap('a', { namespace: 'default' })),
    ],
    'another uid than that of the object is a conflict': [
      made,
      put(`${configMaps}/a`, configMap('a', { uid: '11111111-2222-3333-4444-555555555555' })),
      put(`${configMaps}/a`, configMap('a', { uid: '<made.metadata.uid>' })),
    ],
    'what the server says of an object is kept': [
      made,
      put(`${configMaps}/a`, {
        metadata: {
          name: 'a',
          creationTimestamp: '2020-01-01T00:00:00Z',
          deletionTimestamp: '2020-01-01T00:00:00Z',
          generation: 9,
          generateName: 'x-',
          managedFields: [],
        },
      }),
    ],
    'some things of some kinds never change': [
      ...given(deployments, deployment('a')),
      ...given(pods, pod('a')),
      ...given(secrets, secret('a'), secret('b', { data: { key: 'dmFsdWU=' }, immutable: true })),
      ...given(configMaps, { ...configMap('b', {}, content), immutable: true }),
      put(`${deployments}/a`, {
        ...deployment('a', { selector: { matchLabels: { app: 'other' } } }),
        metadata: { name: 'a' },
      }),
      // What follows shows all of the Pod before and after, as it is in the memory of the real server.
      put(`${pods}/a`, pod('a', podSpec({ name: 'other', image: 'other' })), {
        only: (body) => Object(body).message?.split('\n')[0],
      }),
      put(`${secrets}/a`, secret('a', { type: 'contender.dev/other' })),
      put(`${secrets}/b`, secret('b', { data: { key: 'b3RoZXI=' }, immutable: true })),
      put(`${configMaps}/b`, { ...configMap('b', {}, { other: 'content' }), immutable: true }),
      put(`${configMaps}/b`, configMap('b', {}, content)),
    ],
    'the address of a Service stays': [
      post(services, service('a'), { as: 'made' }),
      put(`${services}/a`, service('a', { ports: [{ port: 81 }] })),
      put(`${services}/a`, service('a', { clusterIP: '10.0.0.251' }), {
        only: (body) => Object(body).reason,
      }),
    ],
    'the image of a pod may change': [
      ...given(pods, pod('a')),
      merge(`${pods}/a`, { spec: { containers: [{ name: 'web', image: 'web:2' }] } }),
    ],
    'a rule of experiments may speak of what was': [
      post(experiments, experiment('a'), { as: 'made' }),
      put(`${experiments}/a`, experiment('a', { task: 'Regression' }, at(version))),
    ],
    'a dry run answers as if, and nothing has changed': [
      made,
      put(`${configMaps}/a`, configMap('a', {}, { other: 'content' }), {
        query: { dryRun: 'All' },
      }),
      get(`${configMaps}/a`),
      put(`${configMaps}/none`, configMap('none'), { query: { dryRun: 'All' } }),
    ],
    'one who writes again has one entry, and another one of his own': [
      made,
      put(`${configMaps}/a`, configMap('a', { labels: { a: 'b' } }, { key: 'other' }), {
        query: { fieldManager: 'two' },
      }),
      put(`${configMaps}/a`, configMap('a', {}, { third: 'content' })),
    ],
    'the answer may be metadata alone': [
      made,
      put(`${configMaps}/a`, configMap('a', {}, { other: 'content' }), {
        headers: { accept: metadataOnly },
      }),
    ],
    'a namespace may have labels': [
      put(`${namespaces}/<ns>`, { metadata: { name: '<ns>', labels: { a: 'b' } } }),
    ],
    'all of a kind cannot be replaced at once': [put(configMaps, configMap('a'))],
  },
}
