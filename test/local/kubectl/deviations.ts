import { inertKinds, inertWords, whyInert } from '../conformance/inert.ts'
import type { Deviation, Deviations } from '../conformance/verdict.ts'

const why = {
  quotas: 'quotas and limits of namespaces are not served',
  customs: 'custom resources are treated as all others are: what is not served is told in one way',
  words: 'words of Go and of its libraries are not all repeated',
  autoscaling: 'of autoscaling, version 2 is served, and version 1 is not',
  replicaSets: 'Deployments have Pods of their own here: there are no ReplicaSets',
} as const

const unheard = 'the server could not find the requested resource'
const noReplicaSets = `error: failed to retrieve replica sets from deployment a: Unable to find "replicasets" that match label selector "app=web", field selector "": ${unheard}`

/** In this step an object is made that is only stored, and kubectl says so. */
const toldOf = (kind: string, step: number): Deviation => ({
  steps: [step],
  path: 'err',
  ours: [`Warning: ${inertWords(kind)}`],
  why: whyInert,
})

const ofEveryInertKind = inertKinds.flatMap((kind) =>
  ['applied, again, and with a label less', 'applied by the server, and with a label less'].map(
    (what) => [`apply: ${kind}: ${what}`, [toldOf(kind, 1)]] as const,
  ),
)

/** Where kubectl says something else to the embedded server than to the real one. */
export const deviations: Deviations = {
  ...Object.fromEntries(ofEveryInertKind),
  'describe: a namespace': [
    {
      steps: [1],
      path: 'out',
      ours: [
        'Name:         <ns>',
        'Labels:       kubernetes.io/metadata.name=<ns>',
        'Annotations:  <none>',
        'Status:       Active',
      ],
      why: why.quotas,
    },
  ],
  'change: replicas of what has none': [
    {
      steps: [1],
      path: 'err',
      ours: [`Error from server (NotFound): ${unheard}`],
      why: why.customs,
    },
  ],
  'change: a patch that cannot be': [
    {
      steps: [1],
      path: 'err',
      ours: [
        'The request is invalid: patch: Invalid value: "{\\"kind\\":\\"ConfigMap\\",\\"apiVersion\\":\\"v1\\",\\"metadata\\":{\\"name\\":\\"a\\",\\"namespace\\":\\"<ns>\\",\\"uid\\":\\"u1\\",\\"creationTimestamp\\":\\"<now>\\",\\"resourceVersion\\":\\"r1\\"},\\"data\\":{\\"x\\":1}}": json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
      ],
      why: why.words,
    },
  ],
  'change: created from words': [
    toldOf('ServiceAccount', 5),
    toldOf('PodDisruptionBudget', 6),
    { steps: [10], path: 'code', ours: 1, why: why.autoscaling },
    { steps: [10], path: 'out', ours: [], why: why.autoscaling },
    {
      steps: [10],
      path: 'err',
      ours: [`Error from server (NotFound): ${unheard}`],
      why: why.autoscaling,
    },
    {
      steps: [11],
      path: 'out',
      ours: [
        'configmap/a',
        'secret/a',
        'deployment.apps/a',
        'service/a',
        'service/c',
        'serviceaccount/a',
        'poddisruptionbudget.policy/a',
        'pod/b',
      ],
      why: why.autoscaling,
    },
  ],
  'change: a Deployment has no history without ReplicaSets': [
    { steps: [1], path: 'code', ours: 1, why: why.replicaSets },
    { steps: [1], path: 'out', ours: [], why: why.replicaSets },
    { steps: [1, 2], path: 'err', ours: [noReplicaSets], why: why.replicaSets },
  ],
}
