import { specSchema } from './experiment.ts'
import { rootRules } from './experiment-rules.ts'
import { crdName, group, kind, plural, version } from './names.ts'
import { statusSchema } from './status.ts'

const column = (name: string, type: 'string' | 'integer' | 'date', jsonPath: string) => ({
  name,
  type,
  jsonPath,
})

/** The resource definition as an object; `crds/` holds it printed, and a test compares the two. */
export const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: crdName },
  spec: {
    group,
    scope: 'Namespaced',
    names: {
      kind,
      listKind: `${kind}List`,
      plural,
      singular: 'modelexperiment',
      shortNames: ['mex'],
      categories: ['contender'], // never `all`: `kubectl delete all --all` would stop production
    },
    versions: [
      {
        name: version,
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [
          column('Stage', 'string', '.status.summary.stage'),
          column('Champion', 'string', '.status.summary.champion'),
          column('Challenger', 'string', '.status.summary.challenger'),
          column('Share', 'string', '.status.summary.share'),
          column('N', 'integer', '.status.summary.n'),
          column('Effect', 'string', '.status.summary.effect'),
          column('Verdict', 'string', '.status.summary.verdict'),
          column('Age', 'date', '.metadata.creationTimestamp'),
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            description:
              'A contest between machine-learning models on live traffic: the champion serves, challengers are measured against it, and the better one is promoted. The outcome lives in status; Git stays untouched.',
            required: ['spec'],
            properties: {
              metadata: { type: 'object', properties: { name: { type: 'string' } } },
              spec: specSchema,
              status: statusSchema,
            },
            'x-kubernetes-validations': rootRules,
          },
        },
      },
    ],
  },
} as const
