import { type Group, get, given, jsonPatch, post } from '../case.ts'
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  experiment,
  experiments,
} from '../objects.ts'

const made = post(configMaps, configMap('a', { labels: { 'x/y': 'b' } }, { a: '1', b: '2' }), {
  as: 'made',
})
const path = `${configMaps}/a`

export const jsonPatches: Group = {
  name: 'json patch',
  cases: {
    'add, replace and remove': [
      made,
      jsonPatch(path, [
        { op: 'add', path: '/data/c', value: '3' },
        { op: 'replace', path: '/data/a', value: '9' },
        { op: 'remove', path: '/data/b' },
      ]),
      get(path),
    ],
    'move and copy': [
      made,
      jsonPatch(path, [
        { op: 'move', from: '/data/a', path: '/data/c' },
        { op: 'copy', from: '/data/b', path: '/data/d' },
      ]),
    ],
    'what is tested and holds': [
      made,
      jsonPatch(path, [
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'test', path: '/metadata/labels', value: { 'x/y': 'b' } },
        { op: 'replace', path: '/data/a', value: '2' },
      ]),
    ],
    'what is tested and does not hold stops it all': [
      made,
      jsonPatch(path, [
        { op: 'replace', path: '/data/a', value: '2' },
        { op: 'test', path: '/data/b', value: '1' },
      ]),
      jsonPatch(path, [{ op: 'test', path: '/data/none', value: '1' }]),
      get(path),
    ],
    'nothing may be tested for': [
      made,
      jsonPatch(path, [{ op: 'test', path: '/data/none', value: null }]),
    ],
    'a version can be tested': [
      made,
      jsonPatch(path, [
        { op: 'test', path: '/metadata/resourceVersion', value: '<made.metadata.resourceVersion>' },
        { op: 'add', path: '/data/c', value: '3' },
      ]),
      jsonPatch(path, [
        { op: 'test', path: '/metadata/resourceVersion', value: '<made.metadata.resourceVersion>' },
        { op: 'add', path: '/data/c', value: '4' },
      ]),
    ],
    'a stale version in its place is a conflict': [
      made,
      jsonPatch(path, [{ op: 'add', path: '/data/c', value: '3' }]),
      jsonPatch(path, [
        {
          op: 'replace',
          path: '/metadata/resourceVersion',
          value: '<made.metadata.resourceVersion>',
        },
      ]),
    ],
    'a slash and a tilde are written otherwise': [
      made,
      jsonPatch(path, [
        { op: 'replace', path: '/metadata/labels/x~1y', value: 'c' },
        { op: 'add', path: '/metadata/annotations', value: { 'p~q': 'r' } },
      ]),
    ],
    'a path that leads nowhere is refused': [
      made,
      jsonPatch(path, [{ op: 'remove', path: '/data/none' }]),
      jsonPatch(path, [{ op: 'replace', path: '/data/none', value: '1' }]),
      jsonPatch(path, [{ op: 'add', path: '/nothing/below', value: '1' }]),
      jsonPatch(path, [{ op: 'move', from: '/data/none', path: '/data/a' }]),
    ],
    'a path begins with a slash': [
      made,
      jsonPatch(path, [{ op: 'add', path: 'data/c', value: '3' }]),
    ],
    'lists, by place and at the end': [
      ...given(experiments, experiment('a')),
      jsonPatch(`${experiments}/a`, [
        {
          op: 'add',
          path: '/spec/variants/-',
          value: { name: 'v3', model: { uri: 's3://models/3.onnx' } },
        },
        { op: 'replace', path: '/spec/variants/1/model/uri', value: 's3://models/9.onnx' },
      ]),
      jsonPatch(`${experiments}/a`, [{ op: 'remove', path: '/spec/variants/1' }]),
      jsonPatch(`${experiments}/a`, [
        {
          op: 'add',
          path: '/spec/variants/0',
          value: { name: 'v0', model: { uri: 's3://m/0.onnx' } },
        },
      ]),
    ],
    'a place in a list that is not there is refused': [
      ...given(deployments, deployment('a')),
      jsonPatch(`${deployments}/a`, [{ op: 'remove', path: '/spec/template/spec/containers/7' }]),
      jsonPatch(`${deployments}/a`, [
        { op: 'replace', path: '/spec/template/spec/containers/first', value: {} },
      ]),
    ],
    'an image by its place': [
      ...given(deployments, deployment('a')),
      jsonPatch(`${deployments}/a`, [
        { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'web:2' },
      ]),
    ],
    'what comes of it must be sound': [
      made,
      ...given(experiments, experiment('a')),
      jsonPatch(path, [{ op: 'replace', path: '/data', value: 'text' }]),
      jsonPatch(`${experiments}/a`, [{ op: 'remove', path: '/spec/champion' }]),
    ],
    'an operation that nobody knows is refused': [
      made,
      jsonPatch(path, [{ op: 'swap', path: '/data/a', value: '3' }]),
      jsonPatch(path, [{ path: '/data/a', value: '3' }]),
    ],
    'an operation lacks something': [
      made,
      jsonPatch(path, [{ op: 'add', value: '3' }]),
      jsonPatch(path, [{ op: 'add', path: '/data/c' }]),
      jsonPatch(path, [{ op: 'move', path: '/data/c' }]),
    ],
    'a patch is a list': [
      made,
      jsonPatch(path, { op: 'add', path: '/data/c', value: '3' }),
      jsonPatch(path, '[{"op": '),
      jsonPatch(path, ''),
    ],
    'an empty patch changes nothing': [made, jsonPatch(path, [])],
    'a patch that changes nothing keeps the version': [
      made,
      jsonPatch(path, [{ op: 'replace', path: '/data/a', value: '1' }]),
    ],
    'what is not there is not patched': [
      jsonPatch(`${configMaps}/none`, [{ op: 'add', path: '/data', value: {} }]),
    ],
    'a dry run answers as if, and nothing has changed': [
      made,
      jsonPatch(path, [{ op: 'remove', path: '/data' }], { query: { dryRun: 'All' } }),
      get(path),
    ],
    'an unknown field is dropped, or refused by the strict': [
      made,
      jsonPatch(path, [{ op: 'add', path: '/colour', value: 'red' }]),
      jsonPatch(path, [{ op: 'add', path: '/colour', value: 'red' }], {
        query: { fieldValidation: 'Strict' },
        only: (body) => Object(body).reason,
      }),
    ],
  },
}
