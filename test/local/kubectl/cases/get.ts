import { merge, post, remove } from '../../conformance/case.ts'
import * as objects from '../../conformance/objects.ts'
import { ask, ends, type Group, kubectl, start } from '../step.ts'

const { all, configMap, configMaps, deployment, deployments, experiment, experiments, pod, pods } =
  objects
const made = (path: string, ...bodies: readonly object[]) =>
  bodies.map((body) => ask(post(path, body)))

const named = ({ path }: { readonly path: string }): string => {
  const [, root, group] = path.split('/')
  const plural = path.split('/').at(-1)
  return root === 'apis' ? `${plural}.${group}` : `${plural}`
}

export const getGroup: Group = {
  name: 'get',
  cases: {
    ...Object.fromEntries(
      Object.entries(all).map(([kind, { path, small }]) => [
        `${kind}: a table, a wide one, names, YAML`,
        [
          ...made(path, small('a'), small('b')),
          kubectl(`get ${named({ path })}`),
          kubectl(`get ${named({ path })} -o wide`),
          kubectl(`get ${named({ path })} -o name`),
          kubectl(`get ${named({ path })} a -o yaml`),
        ],
      ]),
    ),
    nothing: [kubectl('get configmaps'), kubectl('get mex'), kubectl('get mex -o yaml')],
    'what is not there': [
      kubectl('get configmap none'),
      kubectl('get mex none'),
      kubectl('get mex none --ignore-not-found'),
      ...made(configMaps, configMap('a')),
      kubectl('get configmap a none'),
    ],
    'a type that nobody knows': [kubectl('get poems')],
    'by short names and categories': [
      ...made(experiments, experiment('a')),
      ...made(configMaps, configMap('a')),
      kubectl('get mex'),
      kubectl('get modelexperiment a'),
      kubectl('get contender'),
      kubectl('get cm/a mex/a'),
      kubectl('get cm,mex'),
    ],
    'all that is one’s own': [
      ...made(deployments, deployment('a')),
      ...made(pods, pod('a')),
      kubectl('get all'),
    ],
    'with labels': [
      ...made(
        configMaps,
        configMap('a', { labels: { color: 'red' } }),
        configMap('b', { labels: { color: 'blue', size: '1' } }),
        configMap('c'),
      ),
      kubectl('get configmaps --show-labels'),
      kubectl('get configmaps -L color'),
      kubectl('get configmaps -l color=red'),
      kubectl(['get', 'configmaps', '-l', 'color in (red,blue),!size']),
      kubectl('get configmaps -l color=green'),
      kubectl(['get', 'configmaps', '-l', 'color in red']),
    ],
    'by fields': [
      ...made(configMaps, configMap('a'), configMap('b')),
      kubectl('get configmaps --field-selector metadata.name=a'),
      kubectl('get configmaps --field-selector metadata.name!=a'),
      kubectl('get configmaps --field-selector data.key=value'),
    ],
    'of all namespaces': [
      ...made(experiments, experiment('a', {}, { labels: { case: '<ns>' } })),
      kubectl('get mex -A -l case=<ns>'),
      kubectl('get mex -A -l case=<ns> -o name'),
    ],
    'in pages': [
      ...made(configMaps, configMap('a'), configMap('b'), configMap('c')),
      kubectl('get configmaps --chunk-size=1'),
      kubectl('get configmaps --chunk-size=2 -o name'),
    ],
    'in another order': [
      ...made(configMaps, configMap('a', {}, { x: '2' }), configMap('b', {}, { x: '1' })),
      kubectl('get configmaps --sort-by=.data.x'),
    ],
    'in a form of one’s own': [
      ...made(experiments, experiment('a'), experiment('b')),
      kubectl('get mex -o custom-columns=NAME:.metadata.name,TASK:.spec.task'),
      kubectl(['get', 'mex', '-o', 'jsonpath={range .items[*]}{.metadata.name}{"\\n"}{end}']),
      kubectl('get mex a -o json'),
      kubectl(['get', 'mex', '-o', 'go-template={{len .items}}']),
      kubectl('get mex --no-headers'),
    ],
    'as it comes from the server': [kubectl('get --raw /healthz'), kubectl('get --raw /nothing')],
    'an experiment whose story goes on': [
      ...made(experiments, experiment('a')),
      ask(
        merge(`${experiments}/a/status`, {
          status: {
            summary: {
              stage: 'Canary',
              champion: 'v1',
              challenger: 'v2',
              share: '20%',
              n: 12,
              effect: '+0.1',
              verdict: 'Undecided',
            },
          },
        }),
      ),
      kubectl('get mex'),
      kubectl('get mex a -o wide'),
      kubectl('get mex a --subresource=status'),
    ],
    'one watches': [
      ...made(configMaps, configMap('a')),
      start('w', 'get configmaps -w', 2),
      ask(post(configMaps, configMap('b', {}, { x: 'y' }))),
      ask(merge(`${configMaps}/a`, { data: { x: 'y', z: '0' } })),
      ask(remove(`${configMaps}/b`)),
      ends('w', 5),
    ],
    'one watches an experiment': [
      ...made(experiments, experiment('a')),
      // Not `get mex a -w`: that skips the first change it hears of, which is no longer the present one
      // where a change comes before it listens.
      start('w', 'get mex -w --field-selector=metadata.name=a', 2),
      ask(merge(`${experiments}/a/status`, { status: { summary: { stage: 'Shadow' } } })),
      ask(merge(`${experiments}/a/status`, { status: { summary: { stage: 'Canary', n: 7 } } })),
      ends('w', 4),
    ],
    'one watches names, and what happens': [
      ...made(configMaps, configMap('a')),
      start('w', 'get configmaps -w -o name --output-watch-events', 1),
      ask(post(configMaps, configMap('b'))),
      ask(remove(`${configMaps}/a`)),
      ends('w', 3),
    ],
  },
}
