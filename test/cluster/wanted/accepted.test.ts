import { randomUUID } from 'node:crypto'
import { afterAll, expect, inject, it } from 'vitest'
import type { SpecVariant } from '../../../src/plan/variants/variant.ts'
import { variantsOf } from '../../../src/plan/variants/variants.ts'
import type { WantedObject } from '../../../src/plan/wanted/wanted.ts'
import { wantedObjects } from '../../../src/plan/wanted/wanted-objects.ts'
import { aPlan } from '../../unit/routing/plans.ts'
import { createClient } from '../client.ts'

const client = createClient(inject('apiServer'))
afterAll(client.close)

const plurals: { readonly [kind: string]: string } = {
  ConfigMap: 'configmaps',
  Service: 'services',
  Deployment: 'deployments',
  PodDisruptionBudget: 'poddisruptionbudgets',
  NetworkPolicy: 'networkpolicies',
  HorizontalPodAutoscaler: 'horizontalpodautoscalers',
}

function pathOf({ apiVersion, kind, metadata: { namespace } }: WantedObject): string {
  const root = apiVersion.includes('/') ? 'apis' : 'api'
  return `/${root}/${apiVersion}/namespaces/${namespace}/${plurals[kind]}`
}

const scheduling = {
  ...{ nodeSelector: { disk: 'ssd' }, serviceAccountName: 'models' },
  tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
  affinity: { podAntiAffinity: {} },
  imagePullSecrets: [{ name: 'registry' }],
} as const

const template = {
  metadata: { labels: { team: 'a' }, annotations: { note: 'by hand' } },
  spec: {
    containers: [
      { name: 'a', image: 'a:1', ports: [{ containerPort: 9000 }] },
      { name: 'b', image: 'b:1' },
    ],
    tolerations: [{ key: 'spot', operator: 'Exists' }],
  },
} as const

const autoscaling = { min: 2, max: 9, targetCPU: 70 }

const resources = {
  requests: { cpu: '500m', memory: '256Mi' },
  limits: { memory: '1Gi' },
} as const

const long = 'v'.repeat(20)
const model = { uri: 's3://m/3.onnx', credentials: { secretName: 's3' } }

const variants: readonly SpecVariant[] = [
  { name: long, model, resources, autoscaling },
  { name: 'plain', model: { uri: 'https://m.example/3.onnx', sha256: 'ab'.repeat(32) } },
  { name: 'far', model, scheduling },
  { name: 'own', template, scheduling, resources },
  { name: 'theirs', service: { name: 'legacy', port: 8080 } },
]

/** All that an experiment may want, with the longest names. */
const everything = (
  namespace: string,
  cluster: 'Kubernetes' | 'Embedded',
): readonly WantedObject[] =>
  wantedObjects({
    ...{ experiment: { namespace, name: 'e'.repeat(32) }, keysName: 'keys', plan: aPlan() },
    ...{
      settings: { image: 'contender:1', cluster },
      spec: { router: { replicas: 3, resources } },
    },
    variants: variantsOf({ variants }).map((variant) => ({
      ...{ variant, replicas: variant.spec.autoscaling ?? 2 },
    })),
    siblings: '127.0.0.1:31000',
    operatorNamespace: 'contender-system',
  })

async function newNamespace(): Promise<string> {
  const name = `wanted-${randomUUID().slice(0, 8)}`
  const labels = { 'pod-security.kubernetes.io/warn': 'restricted' }
  const body = JSON.stringify({ metadata: { name, labels } })
  expect(await client.request('POST', '/api/v1/namespaces', { body })).toMatchObject({
    status: 201,
  })
  return name
}

const strictly = 'fieldManager=contender&fieldValidation=Strict'

it.each([
  'Kubernetes',
  'Embedded',
] as const)('takes every object for %s, keeps all that it says, and is not changed by the same once more', async (cluster) => {
  const objects = everything(await newNamespace(), cluster)
  for (const object of objects) {
    const body = JSON.stringify(object)
    const made = await client.request('POST', `${pathOf(object)}?${strictly}`, { body })
    expect(made).toMatchObject({ status: 201, body: object })
    // A kube-apiserver judges pods by the profile itself; that of a template is its user's.
    const warnings = made.warnings.filter((words) => !isInert(words))
    expect(warnings.filter((words) => !isOfTemplate(object, words))).toEqual([])
  }
  for (const object of objects) {
    const applied = await apply(object)
    const again = await apply(object)
    expect(again).toMatchObject(object)
    expect(again.metadata['resourceVersion']).toBe(applied.metadata['resourceVersion'])
    expect(again.metadata['generation']).toBe(applied.metadata['generation'])
  }
})

/** Of kinds that are only stored on one machine. */
const isInert = (words: string) => words.includes(' is stored, and nothing here ')

const isOfTemplate = ({ metadata }: WantedObject, words: string) =>
  metadata.labels['contender.dev/variant'] === 'own' && words.includes('would violate PodSecurity')

type Applied = { readonly metadata: { readonly [field: string]: unknown } }

async function apply(object: WantedObject): Promise<Applied> {
  const path = `${pathOf(object)}/${object.metadata.name}?${strictly}&force=true`
  const contentType = 'application/apply-patch+yaml'
  const answer = await client.request('PATCH', path, { body: JSON.stringify(object), contentType })
  expect(answer).toMatchObject({ status: 200 })
  return answer.body as Applied
}
