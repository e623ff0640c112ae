import { type Group, get, given, post } from '../case.ts'
import { metadataOnly, table } from '../forms.ts'
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  experiment,
  experiments,
} from '../objects.ts'

const one = configMap('one', { labels: { a: 'b' } }, { key: 'value' })

export const reading: Group = {
  name: 'get',
  cases: {
    'an object is as it was made': [post(configMaps, one), get(`${configMaps}/one`)],
    'an experiment has its defaults': [
      post(experiments, experiment('one')),
      get(`${experiments}/one`),
    ],
    'what is not there is not found': [get(`${configMaps}/none`)],
    'an experiment that is not there is not found': [get(`${experiments}/none`)],
    'in a namespace that is not there nothing is found': [
      get('/api/v1/namespaces/no-such-namespace/configmaps/none'),
    ],
    'a namespace is an object as others': [get('/api/v1/namespaces/<ns>')],
    'a namespace that is not there is not found': [get('/api/v1/namespaces/no-such-namespace')],
    'metadata alone, where that is asked for': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, { headers: { accept: metadataOnly } }),
    ],
    'metadata of an experiment alone': [
      ...given(experiments, experiment('one')),
      get(`${experiments}/one`, { headers: { accept: metadataOnly } }),
    ],
    'a table of one row': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, { headers: { accept: table } }),
    ],
    'a table whose rows hold whole objects': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, { headers: { accept: table }, query: { includeObject: 'Object' } }),
    ],
    'a table whose rows hold nothing but cells': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, { headers: { accept: table }, query: { includeObject: 'None' } }),
    ],
    'a table is preferred, and plain JSON is good enough': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, {
        headers: {
          accept: `${table},application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json`,
        },
      }),
    ],
    'a table of what is not there is a refusal like any other': [
      get(`${configMaps}/none`, { headers: { accept: table } }),
    ],
    'any form is good enough where none is named': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, { headers: { accept: '*/*' } }),
      get(`${configMaps}/one`, { headers: { accept: '' } }),
    ],
    'a form that nobody knows cannot be had': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, { headers: { accept: 'text/html' } }),
      get(`${configMaps}/one`, {
        headers: { accept: 'application/json;as=Poem;v=v1;g=meta.k8s.io' },
      }),
    ],
    'YAML, where that is asked for': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, {
        headers: { accept: 'application/yaml' },
        only: (body) => String(body).split('\n').slice(0, 3),
      }),
    ],
    'any version is new enough for 0, and its own for itself': [
      post(configMaps, one, { as: 'made' }),
      get(`${configMaps}/one`, { query: { resourceVersion: '<made.metadata.resourceVersion>' } }),
      get(`${configMaps}/one`, { query: { resourceVersion: '0' } }),
    ],
    'a version that is not a number is refused': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, { query: { resourceVersion: 'soon' } }),
    ],
    'a version yet to come is waited for, in vain': [
      ...given(configMaps, one),
      get(`${configMaps}/one`, { query: { resourceVersion: '900000000000' } }),
    ],
    'the status of a Deployment can be read alone': [
      ...given(deployments, deployment('one')),
      get(`${deployments}/one/status`),
    ],
    'an object of a kind without status has none to read': [
      ...given(configMaps, one),
      get(`${configMaps}/one/status`),
    ],
  },
}
