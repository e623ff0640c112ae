import { apply, type Group, get, given, merge, post, put } from '../case.ts'
import {
  configMap,
  configMaps,
  container,
  deployment,
  deployments,
  experiment,
  experiments,
  podSpec,
  service,
  services,
} from '../objects.ts'

const path = `${configMaps}/a`
const two = { query: { fieldManager: 'two' } }
const forced = { query: { fieldManager: 'two', force: 'true' } }
const data = (entries: object) => configMap('a', {}, entries)

export const applying: Group = {
  name: 'apply',
  cases: {
    'what is not there is made': [apply(path, data({ key: 'value' })), get(path)],
    'an experiment that is not there is made': [apply(`${experiments}/a`, experiment('a'))],
    'what is no longer said goes away': [
      apply(path, data({ one: '1', two: '2' })),
      apply(path, data({ one: '1' })),
      apply(path, configMap('a')),
    ],
    'what others have said stays': [
      apply(path, data({ one: '1' })),
      merge(path, { data: { two: '2' } }),
      apply(path, data({ one: '1.1' })),
    ],
    'the same again changes nothing': [
      apply(path, data({ one: '1' })),
      apply(path, data({ one: '1' })),
    ],
    'another one who says otherwise is in conflict': [
      apply(path, data({ one: '1' })),
      apply(path, data({ one: 'other' }), two),
      get(path),
    ],
    'a conflict names all fields, and all their owners': [
      apply(path, data({ one: '1', two: '2' })),
      put(path, data({ one: '1', two: '2.2', three: '3' }), { query: { fieldManager: 'writer' } }),
      apply(path, data({ one: 'x', two: 'y', three: 'z' }), two),
    ],
    'who insists takes the field over': [
      apply(path, data({ one: '1', two: '2' })),
      apply(path, data({ one: 'other' }), forced),
      apply(path, data({ one: 'other', two: '2' })),
    ],
    'the one who lost a field may give it up': [
      apply(path, data({ one: '1', two: '2' })),
      apply(path, data({ one: 'other' }), forced),
      apply(path, data({ two: '2' })),
      get(path),
    ],
    'two who say the same share the field': [
      apply(path, data({ one: '1' })),
      apply(path, data({ one: '1' }), two),
      apply(path, configMap('a')),
      apply(path, configMap('a'), two),
    ],
    'a plain write takes a field over': [
      apply(path, data({ one: '1' })),
      put(path, data({ one: 'other' })),
      apply(path, data({ one: '1' })),
    ],
    'a plain write of the same value takes nothing over': [
      apply(path, data({ one: '1' })),
      put(path, data({ one: '1' })),
    ],
    'what was made by a plain write is owned by it': [
      ...given(configMaps, data({ one: '1' })),
      apply(path, data({ one: '1', two: '2' })),
      apply(path, data({ two: '2' })),
    ],
    'a field that is removed is nobody’s': [
      apply(path, data({ one: '1' })),
      merge(path, { data: null }),
      apply(path, data({ one: '1' }), two),
    ],
    'items of a list have owners, by their keys': [
      apply(`${deployments}/a`, deployment('a')),
      apply(
        `${deployments}/a`,
        { ...deployment('a', {}, podSpec(container({ name: 'side', image: 'side:1' }))) },
        two,
      ),
      apply(`${deployments}/a`, deployment('a', {}, podSpec(container({ image: 'web:2' })))),
    ],
    'a container that is no longer said goes away': [
      apply(
        `${deployments}/a`,
        deployment('a', {}, podSpec(container(), container({ name: 'b' }))),
      ),
      apply(`${deployments}/a`, deployment('a')),
    ],
    'a container belongs to two, and one of them goes': [
      apply(
        `${deployments}/a`,
        deployment('a', {}, podSpec(container({ env: [{ name: 'A', value: '1' }] }))),
      ),
      apply(
        `${deployments}/a`,
        deployment('a', {}, podSpec(container({ env: [{ name: 'B', value: '2' }] }))),
        two,
      ),
      apply(`${deployments}/a`, deployment('a')),
    ],
    'ports have two keys, one of them by default': [
      apply(`${services}/a`, service('a', { ports: [{ port: 80, name: 'http' }] })),
      apply(
        `${services}/a`,
        service('a', {
          ports: [
            { port: 80, name: 'http', protocol: 'TCP' },
            { port: 53, protocol: 'UDP', name: 'dns' },
          ],
        }),
        two,
      ),
      apply(`${services}/a`, service('a', { ports: [{ port: 80, name: 'web' }] })),
    ],
    'a number of replicas is left to whoever scales': [
      apply(`${deployments}/a`, deployment('a', { replicas: 2 })),
      merge(
        `${deployments}/a/scale`,
        { spec: { replicas: 5 } },
        { query: { fieldManager: 'scaler' } },
      ),
      apply(`${deployments}/a`, deployment('a')),
      apply(`${deployments}/a`, deployment('a', { replicas: 2 })),
    ],
    'labels and annotations have owners one by one': [
      apply(path, configMap('a', { labels: { one: '1' }, annotations: { x: 'y' } })),
      apply(path, configMap('a', { labels: { two: '2' } }), two),
      apply(path, configMap('a', { annotations: { x: 'y' } })),
    ],
    'finalizers are a set': [
      apply(path, configMap('a', { finalizers: ['contender.dev/one'] })),
      apply(path, configMap('a', { finalizers: ['contender.dev/two'] }), two),
      apply(path, configMap('a')),
    ],
    'owner references are told apart by uid': [
      post(configMaps, configMap('owner'), { as: 'owner' }),
      apply(
        path,
        configMap('a', {
          ownerReferences: [
            { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '<owner.metadata.uid>' },
          ],
        }),
      ),
      apply(path, configMap('a')),
    ],
    'variants of an experiment are told apart by name': [
      apply(`${experiments}/a`, experiment('a')),
      apply(
        `${experiments}/a`,
        {
          ...experiment('a'),
          spec: { variants: [{ name: 'v3', model: { uri: 's3://models/3.onnx' } }] },
        },
        two,
      ),
      apply(`${experiments}/a`, experiment('a', { suspend: true })),
    ],
    'a selector is of one owner as a whole': [
      apply(`${services}/a`, service('a')),
      apply(`${services}/a`, service('a', { selector: { tier: 'x' } }), two),
    ],
  },
}
