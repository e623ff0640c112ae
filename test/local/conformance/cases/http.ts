import { type Group, get, jsonPatch, merge, post, put, remove, watch } from '../case.ts'
import { configMap, configMaps, experiment, experiments } from '../objects.ts'

const method = (name: string, path: string, body?: unknown) => ({
  method: name,
  path,
  ...(body === undefined ? {} : { body }),
})

export const http: Group = {
  name: 'http',
  cases: {
    'nothing is there': [
      get('/nothing'),
      get('/api/v1/nothing'),
      get('/api/v1/namespaces/<ns>/nothing'),
      get('/api/v1/namespaces/<ns>/nothing/a'),
      get('/apis/apps/v1/namespaces/<ns>/nothing'),
      get('/apis/contender.dev/v1alpha1/namespaces/<ns>/nothing'),
      post('/api/v1/namespaces/<ns>/nothing', {}),
    ],
    'no part of an object has that name': [
      get(`${configMaps}/a/nothing`),
      get(`${experiments}/a/nothing`),
      get(`${configMaps}/a/b/c`),
    ],
    'what lives in namespaces is not found without one': [
      get('/api/v1/configmaps/a'),
      get('/apis/contender.dev/v1alpha1/modelexperiments/a'),
      put('/api/v1/configmaps/a', configMap('a')),
    ],
    'what lives in no namespace is not found in one': [
      get('/api/v1/namespaces/<ns>/namespaces'),
      get('/api/v1/namespaces/<ns>/namespaces/a'),
    ],
    'a slash at the end': [get(`${configMaps}/`), get('/api/'), get('/apis/events.k8s.io/')],
    'two slashes': [get('/api/v1//namespaces')],
    'methods that are not allowed': [
      post(`${configMaps}/a`, configMap('a')),
      put(configMaps, configMap('a')),
      merge(configMaps, {}),
      jsonPatch('/api/v1/configmaps', []),
      post('/api/v1/namespaces/<ns>', {}),
    ],
    'methods that are not allowed of experiments': [
      post(`${experiments}/a`, experiment('a')),
      put(experiments, experiment('a')),
      merge(experiments, {}),
      remove('/apis/contender.dev/v1alpha1/modelexperiments'),
      post('/apis/contender.dev/v1alpha1/modelexperiments', experiment('a')),
    ],
    'methods that nobody knows': [
      method('OPTIONS', configMaps),
      method('HEAD', '/version'),
      method('PROPFIND', configMaps),
      method('OPTIONS', experiments),
    ],
    'discovery is only read': [
      post('/api', {}),
      put('/apis', {}, { only: (body) => Object(body).kind }),
      remove('/apis/apps/v1'),
      post('/version', {}),
    ],
    'nobody may do nothing': [
      get(configMaps, { user: 'nobody' }),
      get(`${experiments}/a`, { user: 'nobody' }),
      post(configMaps, configMap('a'), { user: 'nobody' }),
      remove(`${configMaps}/a`, { user: 'nobody' }),
      get('/api', { user: 'nobody' }),
      get('/nothing', { user: 'nobody' }),
      get('/openapi/v3', { user: 'nobody' }),
    ],
    'a stranger is told so': [
      get(configMaps, { user: 'a stranger' }),
      post(configMaps, configMap('a'), { user: 'a stranger' }),
      get('/api', { user: 'a stranger' }),
      get('/version', { user: 'a stranger' }),
      get('/healthz', { user: 'a stranger' }),
    ],
    'another way to say who one is is none': [
      get(configMaps, { headers: { authorization: 'Basic YWRtaW46YWRtaW4=' } }),
      get(configMaps, { headers: { authorization: 'Bearer' } }),
    ],
    'everybody may see that it lives, and which version it is': [
      get('/healthz', { user: 'nobody' }),
      get('/livez', { user: 'nobody' }),
      get('/readyz', { user: 'nobody' }),
      get('/version', { user: 'nobody', only: (body) => Object(body).code ?? 'shown' }),
    ],
    'a watch by a stranger is refused': [
      { ...watch('w', configMaps), user: 'a stranger' },
      { ...watch('w', configMaps), user: 'nobody' },
    ],
    'a name with other letters is a name': [
      get(`${configMaps}/a%20b`),
      get(`${configMaps}/%C3%BC`),
      get(`${configMaps}/a%2Fb`),
      get(`${configMaps}/..`),
    ],
    'a question that cannot be read': [
      get(`${configMaps}?labelSelector=%zz`),
      get(`${configMaps}?limit=1&limit=2`),
      get(`${configMaps}?nothing=known`),
    ],
  },
}
