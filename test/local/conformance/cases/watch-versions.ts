import { events, type Group, get, given, post, remove, watch } from '../case.ts'
import { metadataOnly, table } from '../forms.ts'
import { configMap, configMaps, experiment, experiments } from '../objects.ts'

const version = '<made.metadata.resourceVersion>'
const made = post(configMaps, configMap('made'), { as: 'made' })
const bookmarks = { allowWatchBookmarks: 'true' }
/** All that is there, then a bookmark, then what happens. */
const initial = {
  ...bookmarks,
  sendInitialEvents: 'true',
  resourceVersionMatch: 'NotOlderThan',
}

export const watchVersions: Group = {
  name: 'watch versions',
  cases: {
    'before its time is up, one with bookmarks hears of the version': [
      made,
      watch('w', configMaps, { ...bookmarks, resourceVersion: version, timeoutSeconds: '4' }),
      events('w', 'BOOKMARK'),
    ],
    'one that has not asked for bookmarks hears of none': [
      made,
      watch('w', configMaps, { resourceVersion: version, timeoutSeconds: '4' }),
      events('w', 'its end'),
    ],
    'a bookmark among experiments': [
      post(experiments, experiment('made'), { as: 'made' }),
      watch('w', experiments, { ...bookmarks, resourceVersion: version, timeoutSeconds: '4' }),
      events('w', 'BOOKMARK'),
    ],
    'a version that is forgotten is gone': [
      watch('w', experiments, { resourceVersion: '1' }),
      events('w', 'ERROR'),
    ],
    'a version that is not a number is refused': [
      watch('w', configMaps, { resourceVersion: 'soon' }),
      watch('w', experiments, { resourceVersion: '-1' }),
    ],
    'a version yet to come': [
      watch('w', configMaps, { resourceVersion: '900000000000', timeoutSeconds: '1' }),
      events('w', 'its end'),
    ],
    'all that is there, then a bookmark that says so, then what happens': [
      ...given(configMaps, configMap('b'), configMap('a')),
      watch('w', configMaps, initial),
      events('w', 'BOOKMARK'),
    ],
    'after the first bookmark it goes on': [
      ...given(configMaps, configMap('b'), configMap('a')),
      watch('w', configMaps, initial),
      post(configMaps, configMap('c')),
      remove(`${configMaps}/a`),
      events('w', 5),
    ],
    'nothing is there, says the bookmark': [
      watch('w', configMaps, initial),
      events('w', 'BOOKMARK'),
    ],
    'experiments that are there, and a bookmark': [
      ...given(experiments, experiment('b'), experiment('a')),
      watch('w', experiments, initial),
      events('w', 'BOOKMARK'),
    ],
    'what is there is selected': [
      ...given(configMaps, configMap('b', { labels: { color: 'red' } }), configMap('a')),
      watch('w', configMaps, { ...initial, labelSelector: 'color=red' }),
      events('w', 'BOOKMARK'),
    ],
    'what is there is at least as new as a version': [
      made,
      ...given(configMaps, configMap('a')),
      watch('w', configMaps, { ...initial, resourceVersion: version }),
      events('w', 'BOOKMARK'),
    ],
    'what is there at any version': [
      made,
      get(configMaps),
      watch('w', configMaps, { ...initial, resourceVersion: '0' }),
      events('w', 'BOOKMARK'),
    ],
    'metadata of what is there': [
      made,
      watch('w', configMaps, initial, { accept: metadataOnly }),
      events('w', 'BOOKMARK'),
    ],
    'what is there as rows': [
      made,
      watch('w', configMaps, initial, { accept: table }),
      events('w', 'BOOKMARK'),
    ],
    'without bookmarks nothing says that all has been told': [
      made,
      watch('w', configMaps, {
        sendInitialEvents: 'true',
        resourceVersionMatch: 'NotOlderThan',
        timeoutSeconds: '1',
      }),
      events('w', 'its end'),
    ],
    'nothing of what is there, on request': [
      made,
      watch('w', configMaps, { ...initial, sendInitialEvents: 'false' }),
      post(configMaps, configMap('a')),
      events('w', 1),
    ],
    'what is there is not older than something': [
      watch('w', configMaps, { ...bookmarks, sendInitialEvents: 'true' }),
      watch('w', configMaps, { ...initial, resourceVersionMatch: 'Exact' }),
      watch('w', configMaps, { ...bookmarks, sendInitialEvents: 'false' }),
    ],
    'a match is for watches that send what is there': [
      watch('w', configMaps, { resourceVersionMatch: 'NotOlderThan', resourceVersion: '1' }),
    ],
    'anything is a yes, but for false and 0': [
      made,
      watch('w', configMaps, { ...initial, sendInitialEvents: 'perhaps' }),
      events('w', 'BOOKMARK'),
      watch('x', configMaps, { watch: 'perhaps' }),
      events('x', 1),
      get(configMaps, { query: { watch: '0' } }),
    ],
    'a version yet to come is not waited for forever': [
      watch('w', configMaps, { ...initial, resourceVersion: '900000000000' }),
      events('w', 'ERROR'),
    ],
    'nobody continues a watch': [
      watch('w', configMaps, { continue: 'e30', timeoutSeconds: '1' }),
      watch('w', configMaps, { limit: '1', timeoutSeconds: '1' }),
    ],
  },
}
