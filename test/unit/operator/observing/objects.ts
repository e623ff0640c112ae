import type { Stored } from '../../../../src/kube/objects.ts'
import { deploymentOf } from '../../../../src/operator/observing/seen-deployment.ts'
import { podOf } from '../../../../src/operator/observing/seen-pod.ts'
import { serviceOf } from '../../../../src/operator/observing/seen-service.ts'

type Fields = { readonly metadata?: object; readonly spec?: object; readonly status?: object }

const same = (text: string) => text

const stored = (name: string, { metadata, ...fields }: Fields): Stored => ({
  ...fields,
  metadata: {
    ...{ namespace: 'city', name, uid: `uid of ${name}`, resourceVersion: '7' },
    creationTimestamp: '2026-01-01T00:00:00Z',
    ...metadata,
  },
})

const labels = {
  'contender.dev/experiment': 'bikes',
  'contender.dev/variant': 'v1',
  'contender.dev/revision': '0a1b2c3d',
  'app.kubernetes.io/component': 'server',
}

/** A pod of a variant; ready, unless its status says otherwise. */
export function pod(name: string, status: object = {}, metadata: object = {}) {
  const ports = [
    { name: 'http', containerPort: 8080 },
    { name: 'admin', containerPort: 9090 },
  ]
  return podOf(
    stored(name, {
      metadata: { labels, ...metadata },
      spec: { containers: [{ name: 'server', ports }] },
      status: {
        phase: 'Running',
        podIP: '10.0.0.1',
        conditions: [{ type: 'Ready', status: 'True' }],
        ...status,
      },
    }),
  )
}

export const unready = { conditions: [{ type: 'Ready', status: 'False' }] }

/** Not ready, and a container of it says this. */
export const said = (...containerStatuses: readonly object[]) => ({ ...unready, containerStatuses })

export const deployment = (spec: object, status: object = {}) =>
  deploymentOf(stored('bikes-v1-0a1b2c3d', { metadata: { labels }, spec, status }), same)

export const service = (spec: object, annotations: object = {}, name = 'bikes-v1-0a1b2c3d') =>
  serviceOf(stored(name, { metadata: { labels, annotations }, spec }), same)

export const storedService = (spec: object, annotations: object = {}) =>
  stored('legacy', { metadata: { annotations }, spec })
