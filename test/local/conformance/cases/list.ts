import { type Group, get, given, post, put, remove } from '../case.ts'
import { metadataList, metadataOnly, table } from '../forms.ts'
import {
  configMap,
  configMaps,
  experiment,
  experiments,
  namespace,
  namespaces,
} from '../objects.ts'

const labels = { case: '<ns>' }
const three = given(
  configMaps,
  configMap('b', { labels }),
  configMap('a', { labels }),
  configMap('c'),
)
const version = '<made.metadata.resourceVersion>'

const page = (limit: string, more: object = {}) => ({ query: { limit, ...more } })

export const list: Group = {
  name: 'list',
  cases: {
    'objects come in the order of their names': [...three, get(configMaps)],
    'nothing is a list too': [get(configMaps), get(experiments)],
    'a namespace that is not there has nothing in it': [
      get('/api/v1/namespaces/no-such-namespace/configmaps'),
    ],
    'experiments are listed': [
      ...given(experiments, experiment('b'), experiment('a')),
      get(experiments),
    ],
    'all namespaces at once, in the order of their names and those of the objects': [
      ...given(namespaces, namespace('<ns>-2')),
      ...three,
      ...given('/api/v1/namespaces/<ns>-2/configmaps', configMap('a', { labels })),
      get('/api/v1/configmaps', { query: { labelSelector: 'case=<ns>' } }),
      remove('/api/v1/namespaces/<ns>-2', { only: () => undefined }),
    ],
    'metadata alone': [
      ...three,
      get(configMaps, { headers: { accept: metadataList } }),
      get(configMaps, { headers: { accept: metadataOnly } }),
    ],
    'a table': [...three, get(configMaps, { headers: { accept: table } })],
    'a table of nothing': [get(configMaps, { headers: { accept: table } })],
    'a table of whole objects, and of none': [
      ...given(configMaps, configMap('a'), configMap('b')),
      get(configMaps, { headers: { accept: table }, query: { includeObject: 'Object' } }),
      get(configMaps, { headers: { accept: table }, query: { includeObject: 'None' } }),
    ],
    'a table that shows something unheard of is refused': [
      get(configMaps, { headers: { accept: table }, query: { includeObject: 'Half' } }),
    ],
    'a table comes in pages as well': [
      ...three,
      get(configMaps, { headers: { accept: table }, ...page('2'), as: 'first' }),
      get(configMaps, {
        headers: { accept: table },
        ...page('2', { continue: '<first.metadata.continue>' }),
      }),
    ],
    'in pages': [
      ...three,
      get(configMaps, { ...page('2'), as: 'first' }),
      get(configMaps, page('2', { continue: '<first.metadata.continue>' })),
    ],
    'in pages of one': [
      ...three,
      get(configMaps, { ...page('1'), as: 'first' }),
      get(configMaps, { ...page('1', { continue: '<first.metadata.continue>' }), as: 'second' }),
      get(configMaps, page('1', { continue: '<second.metadata.continue>' })),
    ],
    'experiments in pages': [
      ...given(experiments, experiment('b'), experiment('a')),
      get(experiments, { ...page('1'), as: 'first' }),
      get(experiments, page('1', { continue: '<first.metadata.continue>' })),
    ],
    'a page that has room for all is all': [...three, get(configMaps, page('3'))],
    'no limit is no limit': [...three, get(configMaps, page('0')), get(configMaps, page('-1'))],
    'a limit that is not a number is refused': [get(configMaps, page('many'))],
    'how many remain is not said of those selected': [
      ...three,
      get(configMaps, { ...page('1', { labelSelector: 'case=<ns>' }), as: 'first' }),
      get(configMaps, {
        query: { limit: '1', labelSelector: 'case=<ns>', continue: '<first.metadata.continue>' },
      }),
    ],
    'later pages are of the moment of the first': [
      ...three,
      get(configMaps, { ...page('1'), as: 'first' }),
      remove(`${configMaps}/b`),
      post(configMaps, configMap('bb')),
      put(`${configMaps}/c`, configMap('c', {}, { new: 'content' })),
      get(configMaps, page('9', { continue: '<first.metadata.continue>' })),
      get(configMaps),
    ],
    'the rest may be had without a limit': [
      ...three,
      get(configMaps, { ...page('1'), as: 'first' }),
      get(configMaps, { query: { continue: '<first.metadata.continue>' } }),
    ],
    'a page is continued by its own word only': [
      get(configMaps, page('1', { continue: 'from-the-second-please' })),
      get(configMaps, page('1', { continue: 'e30' })),
    ],
    'a page is continued at its own version': [
      ...given(configMaps, configMap('x')),
      post(configMaps, configMap('a'), { as: 'made' }),
      get(configMaps, { ...page('1'), as: 'first' }),
      get(
        configMaps,
        page('1', { continue: '<first.metadata.continue>', resourceVersion: version }),
      ),
      get(configMaps, page('1', { continue: '<first.metadata.continue>', resourceVersion: '0' })),
      get(configMaps, {
        query: { continue: '<first.metadata.continue>', resourceVersionMatch: 'Exact' },
      }),
    ],
  },
}
