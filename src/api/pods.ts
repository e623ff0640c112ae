import { objectName } from './names.ts'
import { namedList, type Schema } from './schema.ts'

/** What Kubernetes' own pods take, as far as a variant or the router may set it. */

const quantity = {
  'x-kubernetes-int-or-string': true,
  maxLength: 32,
  pattern: '^([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+([.][0-9]*)?)?$',
} as const satisfies Schema

const quantities = {
  type: 'object',
  maxProperties: 16,
  additionalProperties: quantity,
} as const satisfies Schema

export const resources = {
  type: 'object',
  description:
    'What the container asks for and may use, as in any pod. Of a template: its first one.',
  properties: {
    requests: { ...quantities, description: 'What the scheduler sets aside.' },
    limits: { ...quantities, description: 'What the container may use at most.' },
  },
} as const satisfies Schema

const texts = {
  type: 'object',
  maxProperties: 64,
  additionalProperties: { type: 'string', maxLength: 1024 },
} as const satisfies Schema

export const scheduling = {
  type: 'object',
  description: 'Where the pods run and as whom. Changing it rolls the pods and opens no new round.',
  properties: {
    nodeSelector: { ...texts, description: 'Labels that a node must carry.' },
    tolerations: {
      type: 'array',
      maxItems: 32,
      description: 'Taints that the pods put up with.',
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        properties: {
          key: { type: 'string', maxLength: 317, description: 'Of the taint. Absent: every key.' },
          operator: {
            type: 'string',
            enum: ['Exists', 'Equal'],
            description: 'Absent: Equal.',
          },
          value: { type: 'string', maxLength: 63, description: 'Of the taint, with Equal.' },
          effect: {
            type: 'string',
            enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
            description: 'Absent: every effect.',
          },
          tolerationSeconds: {
            type: 'integer',
            format: 'int64',
            description: 'How long the pods stay, with NoExecute. Absent: for good.',
          },
        },
      },
    },
    affinity: {
      type: 'object',
      description: 'As in any pod; checked by a server-side dry run before the round prepares.',
      'x-kubernetes-preserve-unknown-fields': true,
    },
    serviceAccountName: { ...objectName, description: 'Absent: the namespace’s default.' },
    imagePullSecrets: {
      ...namedList(8, {
        type: 'object',
        required: ['name'],
        properties: { name: { ...objectName, description: 'Of the Secret.' } },
      }),
      description: 'Secrets of this namespace that open the image registry.',
    },
  },
} as const satisfies Schema

/** Only the frame is checked here; the rest by a server-side dry run before the round prepares. */
export const podTemplate = {
  type: 'object',
  description:
    'Your own server image, as a pod template. The first port of its first container must answer the Open Inference Protocol. The API server checks the template only by a dry run of the Deployment, before the round prepares: a refusal is the condition Stalled with the reason TemplateInvalid.',
  required: ['spec'],
  properties: {
    metadata: {
      type: 'object',
      description: 'Of the pods.',
      properties: {
        labels: { ...texts, description: 'Labels of the pods, beside those that Contender sets.' },
        annotations: { ...texts, description: 'Annotations of the pods.' },
      },
    },
    spec: {
      type: 'object',
      description: 'As in any pod.',
      required: ['containers'],
      'x-kubernetes-preserve-unknown-fields': true,
      properties: {
        containers: {
          minItems: 1,
          ...namedList(16, {
            type: 'object',
            required: ['name', 'image'],
            'x-kubernetes-preserve-unknown-fields': true,
            properties: {
              name: {
                type: 'string',
                minLength: 1,
                maxLength: 63,
                description: 'Of the container.',
              },
              image: {
                type: 'string',
                minLength: 1,
                maxLength: 1024,
                description: 'Where the image lies.',
              },
            },
          }),
          description: 'The first one is the model server.',
        },
      },
    },
  },
} as const satisfies Schema
