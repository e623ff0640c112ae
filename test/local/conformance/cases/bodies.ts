import { type Group, given, merge, post, put } from '../case.ts'
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  experiment,
  experiments,
} from '../objects.ts'

const typed = (contentType: string) => ({ headers: { 'content-type': contentType } })
const strict = { query: { fieldValidation: 'Strict' } }
const warn = { query: { fieldValidation: 'Warn' } }
const ignore = { query: { fieldValidation: 'Ignore' } }

const odd = { ...configMap('a'), colour: 'red', metadata: { name: 'a', nickname: 'b' } }
const oddExperiment = experiment('a', { colour: 'red', router: { x: 1 } })
const oddDeployment = deployment(
  'a',
  { colour: 'red' },
  { containers: [{ name: 'a', image: 'b', x: 1 }] },
)
const twice = '{"metadata":{"name":"a","name":"b"},"data":{"a":"1","a":"2"}}'

const fieldsOfCauses = (body: unknown) =>
  Object(body).details?.causes?.map(({ field }: { field: string }) => field)

/** What is sent, before anybody looks at what it means. */
export const bodies: Group = {
  name: 'bodies',
  cases: {
    'kind and version may be left out, where the address says them': [
      post(configMaps, { metadata: { name: 'a' }, data: { key: 'value' } }),
      post(experiments, { metadata: { name: 'a' }, spec: experiment('a').spec }),
    ],
    'another kind than that of the address is refused': [
      post(configMaps, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }),
      post(configMaps, { kind: 'Unheard', metadata: { name: 'a' } }),
      // Which of several rules fails first is told by the order in which they are weighed.
      post(experiments, { ...experiment('a'), kind: 'Deployment' }, { only: fieldsOfCauses }),
    ],
    'another version than that of the address is refused': [
      post(configMaps, { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'a' } }),
      post(deployments, { ...deployment('a'), apiVersion: 'v1' }),
      post(experiments, { ...experiment('a'), apiVersion: 'contender.dev/v2' }),
    ],
    'an empty body is no object': [
      post(configMaps, ''),
      post(configMaps, '{}'),
      post(experiments, ''),
      post(experiments, '{}'),
    ],
    'what is not JSON is refused': [
      post(configMaps, '{"metadata": '),
      post(configMaps, 'hello'),
      post(configMaps, '{"metadata":{"name":"a"}} and more'),
      post(experiments, '{"metadata": '),
    ],
    'JSON that is no object is refused': [
      post(configMaps, '[]'),
      post(configMaps, '"text"'),
      post(configMaps, 'null'),
      post(experiments, '[]'),
      post(experiments, '"text"'),
    ],
    'JSON with a field of the wrong type is refused': [
      post(configMaps, { metadata: { name: 'a' }, data: { key: 1 } }),
      post(configMaps, { metadata: { name: 'a' }, data: 'text' }),
      post(deployments, deployment('a', { replicas: 'three' })),
      post(deployments, deployment('a', { replicas: 1.5 })),
      post(experiments, experiment('a', { variants: 'many' })),
    ],
    'null is as good as nothing': [
      post(configMaps, { metadata: { name: 'a', labels: null }, data: null }),
      post(deployments, deployment('a', { replicas: null, strategy: null })),
      post(experiments, experiment('a', { traffic: null, router: null })),
    ],
    'YAML is read as well': [
      post(configMaps, 'metadata:\n  name: a\ndata:\n  key: value\n', typed('application/yaml')),
      post(configMaps, 'metadata: [', typed('application/yaml')),
      post(configMaps, 'metadata: {name: b}\ndata: {key: 1}', typed('application/yaml')),
    ],
    'other forms than those are refused': [
      post(configMaps, 'hello', typed('text/plain')),
      post(experiments, 'hello', typed('text/plain')),
      post(configMaps, '<name>a</name>', typed('application/xml')),
      post(configMaps, '{}', typed('no type at all')),
    ],
    'a form may say how its letters are written': [
      post(configMaps, configMap('a'), typed('application/json; charset=utf-8')),
    ],
    'without a form it is JSON': [post(configMaps, configMap('a'), typed(''))],
    'a patch without a known form is refused': [
      ...given(configMaps, configMap('a')),
      merge(`${configMaps}/a`, {}, typed('application/json')),
      merge(`${configMaps}/a`, {}, typed('')),
      merge(`${configMaps}/a`, {}, typed('text/plain')),
    ],
    'an update takes the same forms': [
      ...given(configMaps, configMap('a')),
      put(`${configMaps}/a`, 'metadata: {name: a}', typed('application/yaml')),
      put(`${configMaps}/a`, 'hello', typed('text/plain')),
      put(`${configMaps}/a`, ''),
    ],
    'too much is refused unread': [
      post(configMaps, configMap('a', {}, { much: 'x'.repeat(3 * 1024 * 1024) })),
    ],
    'unknown fields are dropped, and whoever sent them is warned': [
      post(configMaps, odd),
      post(experiments, oddExperiment),
      post(deployments, oddDeployment),
    ],
    'unknown fields, where a warning is asked for': [
      post(configMaps, odd, warn),
      post(experiments, oddExperiment, warn),
    ],
    'unknown fields, where none is asked for': [
      post(configMaps, odd, ignore),
      post(experiments, oddExperiment, ignore),
    ],
    'unknown fields are refused by the strict': [
      post(configMaps, odd, strict),
      post(experiments, oddExperiment, strict),
      post(deployments, oddDeployment, strict),
    ],
    'a field that comes twice: the last one counts, and one is warned': [
      post(configMaps, twice, warn),
      post(configMaps, twice.replaceAll('"b"', '"c"'), ignore),
      post(configMaps, twice, strict),
      post(experiments, '{"metadata":{"name":"a","name":"b"}}', strict),
    ],
    'a field in another case is another field': [
      post(configMaps, { Metadata: { name: 'a' }, metadata: { name: 'a' } }, strict),
      post(experiments, experiment('a', { Task: 'Regression' }), strict),
    ],
    'unknown fields of an update': [
      ...given(configMaps, configMap('a')),
      put(`${configMaps}/a`, odd),
      put(`${configMaps}/a`, odd, strict),
    ],
    'unknown fields of a patch': [
      ...given(configMaps, configMap('a')),
      ...given(experiments, experiment('a')),
      merge(`${configMaps}/a`, { colour: 'red', data: { key: 'value' } }),
      merge(`${configMaps}/a`, { colour: 'red' }, strict),
      merge(`${experiments}/a`, { spec: { colour: 'red' } }),
      merge(`${experiments}/a`, { spec: { colour: 'red' } }, strict),
    ],
    'one may be strict, or warn, or neither': [
      post(configMaps, configMap('a'), { query: { fieldValidation: 'Mild' } }),
      post(experiments, experiment('a'), { query: { fieldValidation: 'Mild' } }),
    ],
    'an experiment that breaks rules is refused with all of them': [
      post(experiments, experiment('a', { champion: 'v9', task: 'Guessing' })),
      post(experiments, { metadata: { name: 'a' } }),
      post(experiments, experiment('a', { metrics: [] })),
    ],
  },
}
