import { type Group, get, given, post, remove } from '../case.ts'
import { configMap, configMaps, experiment, experiments } from '../objects.ts'

const version = '<made.metadata.resourceVersion>'

const at = (resourceVersion: string, resourceVersionMatch?: string) => ({
  query: {
    resourceVersion,
    ...(resourceVersionMatch === undefined ? {} : { resourceVersionMatch }),
  },
})

/** One object, then another. */
const two = [post(configMaps, configMap('a'), { as: 'made' }), ...given(configMaps, configMap('b'))]

export const listVersions: Group = {
  name: 'list versions',
  cases: {
    'not older than a version': [
      ...two,
      get(configMaps, at(version)),
      get(configMaps, at(version, 'NotOlderThan')),
    ],
    'as of a version': [...two, get(configMaps, at(version, 'Exact'))],
    'as of a version, what was removed later is there': [
      ...two,
      post(configMaps, configMap('c'), { as: 'last' }),
      remove(`${configMaps}/a`),
      get(configMaps, at('<last.metadata.resourceVersion>', 'Exact')),
      get(configMaps),
    ],
    'experiments as of a version': [
      post(experiments, experiment('a'), { as: 'made' }),
      ...given(experiments, experiment('b')),
      get(experiments, at(version, 'Exact')),
    ],
    'as of a version, in pages': [
      ...given(configMaps, configMap('a')),
      post(configMaps, configMap('b'), { as: 'made' }),
      ...given(configMaps, configMap('c')),
      get(configMaps, {
        query: { limit: '1', resourceVersion: version, resourceVersionMatch: 'Exact' },
        as: 'first',
      }),
      get(configMaps, { query: { limit: '9', continue: '<first.metadata.continue>' } }),
    ],
    'any version will do': [
      ...two,
      get(configMaps),
      get(configMaps, at('0')),
      get(configMaps, at('0', 'NotOlderThan')),
    ],
    'no version is any version of now': [...two, get(configMaps, at(''))],
    'as of no version is refused': [
      get(configMaps, at('', 'Exact')),
      get(configMaps, at('0', 'Exact')),
      get(configMaps, { query: { resourceVersionMatch: 'NotOlderThan' } }),
    ],
    'a match that nobody knows is refused': [get(configMaps, at('1', 'Roughly'))],
    'a version that is not a number is refused': [
      get(configMaps, at('soon')),
      get(configMaps, at('-1')),
      get(experiments, at('soon')),
    ],
    'a version yet to come is waited for, in vain': [
      get(configMaps, at('900000000000')),
      get(experiments, at('900000000000', 'NotOlderThan')),
    ],
    'as of a version yet to come is refused': [get(configMaps, at('900000000000', 'Exact'))],
    'several mistakes are told at once': [
      get(configMaps, {
        query: { resourceVersionMatch: 'Roughly', sendInitialEvents: 'true', limit: '1' },
      }),
    ],
    'only a watch sends initial events': [
      get(configMaps, { query: { sendInitialEvents: 'true' } }),
      get(configMaps, {
        query: {
          sendInitialEvents: 'true',
          resourceVersion: '1',
          resourceVersionMatch: 'NotOlderThan',
        },
      }),
    ],
  },
}
