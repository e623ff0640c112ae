import { type Group, given, merge, post, put, remove } from '../case.ts'
import { configMap, configMaps, experiment, experiments } from '../objects.ts'

const owner = (more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: 'owner',
  uid: '<owner.metadata.uid>',
  ...more,
})
const made = post(configMaps, configMap('owner'), { as: 'owner' })
const owned = (...ownerReferences: readonly object[]) => configMap('a', { ownerReferences })

export const ownership: Group = {
  name: 'owners and finalizers',
  cases: {
    'an owner is named': [made, post(configMaps, owned(owner()))],
    'one of the owners is the controller': [
      made,
      post(configMaps, owned(owner({ controller: true, blockOwnerDeletion: true }))),
    ],
    'there is one controller at most': [
      made,
      post(
        configMaps,
        owned(
          owner({ controller: true }),
          owner({ controller: true, uid: '11111111-2222-3333-4444-555555555555' }),
        ),
      ),
    ],
    'an owner is named completely': [
      post(configMaps, owned({ name: 'owner' })),
      post(configMaps, owned(owner({ uid: '', name: '' }))),
      post(configMaps, owned(owner({ apiVersion: 'a/b/c' }))),
    ],
    'no event owns anything': [made, post(configMaps, owned(owner({ kind: 'Event' })))],
    'an owner may be unknown as yet': [
      post(
        configMaps,
        owned(owner({ uid: '11111111-2222-3333-4444-555555555555', controller: false })),
      ),
    ],
    'an owner that comes twice is warned of': [made, post(configMaps, owned(owner(), owner()))],
    'owners may change': [
      made,
      ...given(configMaps, owned(owner())),
      merge(`${configMaps}/a`, { metadata: { ownerReferences: null } }),
      put(`${configMaps}/a`, owned(owner({ controller: true }))),
    ],
    'an experiment with an owner': [
      made,
      post(experiments, experiment('a', {}, { ownerReferences: [owner()] })),
      post(experiments, experiment('b', {}, { ownerReferences: [{ name: 'x' }] })),
    ],
    'a finalizer has a name with a prefix': [
      post(configMaps, configMap('a', { finalizers: ['unprefixed'] })),
      post(configMaps, configMap('a', { finalizers: ['not a name'] })),
      post(configMaps, configMap('b', { finalizers: ['contender.dev/x', 'contender.dev/x'] })),
      post(experiments, experiment('a', {}, { finalizers: ['unprefixed'] })),
    ],
    'the finalizers of Kubernetes need no prefix, and exclude one another': [
      post(configMaps, configMap('a', { finalizers: ['orphan'] })),
      post(configMaps, configMap('b', { finalizers: ['orphan', 'foregroundDeletion'] })),
    ],
    'the last finalizer to go takes the object along': [
      ...given(configMaps, configMap('a', { finalizers: ['contender.dev/x', 'contender.dev/y'] })),
      remove(`${configMaps}/a`),
      merge(`${configMaps}/a`, { metadata: { finalizers: ['contender.dev/x'] } }),
      put(`${configMaps}/a`, configMap('a')),
      remove(`${configMaps}/a`),
    ],
    'a finalizer may go before anybody deletes': [
      ...given(configMaps, configMap('a', { finalizers: ['contender.dev/x'] })),
      merge(`${configMaps}/a`, { metadata: { finalizers: null } }),
      remove(`${configMaps}/a`),
    ],
  },
}
