import { objectName, serviceName, shortName } from './names.ts'
import { podTemplate, resources, scheduling } from './pods.ts'
import { sha256 } from './quantities.ts'
import { namedList, type Schema } from './schema.ts'

/** Absent in a list item, filled in when the experiment is understood: see `effective.ts`. */
export const defaultReplicas = 2

const model = {
  type: 'object',
  description: 'An ONNX model that Contender serves.',
  required: ['uri'],
  properties: {
    uri: {
      type: 'string',
      minLength: 1,
      maxLength: 2048,
      description: 'Where the file lies: file://, http://, https:// or s3://.',
      'x-kubernetes-validations': [
        {
          rule: "self.matches('^(file:///[^ ]+|https?://[^/@ ]+(/[^ ]*)?|s3://[^/ ]+/[^ ]+)$')",
          message:
            'give a URI such as file:///models/3.onnx, https://host/3.onnx or s3://bucket/3.onnx, without a user in it',
        },
      ],
    },
    sha256: {
      ...sha256,
      description:
        'Digest of the file, in hexadecimal. Other bytes are refused (ModelDigestMismatch). Absent: the first digest seen in the round holds for the round.',
    },
    version: {
      type: 'string',
      minLength: 1,
      maxLength: 64,
      description: 'The version that the model server reports.',
    },
    credentials: {
      type: 'object',
      description:
        'For a store that wants them. s3: the keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and if need be AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL. http: username and password, or token.',
      required: ['secretName'],
      properties: {
        secretName: {
          ...objectName,
          description:
            'A Secret of this namespace. That it exists is checked before the round prepares: the condition Stalled with the reason SecretMissing.',
        },
      },
    },
  },
  'x-kubernetes-validations': [
    {
      rule: "!has(self.credentials) || !self.uri.startsWith('file://')",
      message: 'remove credentials: a file needs none',
      fieldPath: '.credentials',
    },
  ],
} as const satisfies Schema

const service = {
  type: 'object',
  description: 'Anything in this namespace that already runs and answers HTTP.',
  required: ['name', 'port'],
  properties: {
    name: { ...serviceName, description: 'The Service.' },
    port: { type: 'integer', minimum: 1, maximum: 65535, description: 'Its port.' },
    path: {
      type: 'string',
      minLength: 1,
      maxLength: 1024,
      pattern: '^/[^ ?#]*$',
      description: 'Where it takes predictions. Absent: the path of the client’s request.',
    },
  },
} as const satisfies Schema

const autoscaling = {
  type: 'object',
  description: 'Replicas by load, in place of `replicas`.',
  required: ['min', 'max', 'targetCPU'],
  properties: {
    min: { type: 'integer', minimum: 1, maximum: 1000, description: 'Never fewer.' },
    max: { type: 'integer', minimum: 1, maximum: 1000, description: 'Never more.' },
    targetCPU: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      description: 'Percent of the requested CPU that a replica should use.',
    },
  },
  'x-kubernetes-validations': [
    {
      rule: 'self.min <= self.max',
      message: 'give a max that is not below min',
      fieldPath: '.max',
    },
  ],
} as const satisfies Schema

const sources = ['model', 'service', 'template'].map((source) => `has(self.${source})`)

export const variants = {
  ...namedList(8, {
    type: 'object',
    required: ['name'],
    properties: {
      name: {
        ...shortName,
        description:
          'What you call it. Another name is another variant, even with the same model; the same name with another model is a new revision, which challenges the old one.',
      },
      model,
      service,
      template: podTemplate,
      replicas: {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        description: `How many pods. Absent: ${defaultReplicas}.`,
      },
      autoscaling,
      resources,
      scheduling,
    },
    'x-kubernetes-validations': [
      {
        rule: `[${sources.join(', ')}].filter(given, given).size() == 1`,
        message: 'give exactly one of model, service and template',
      },
      {
        rule: '!(has(self.replicas) && has(self.autoscaling))',
        message: 'give replicas or autoscaling, not both',
      },
      {
        rule: '!has(self.service) || !(has(self.replicas) || has(self.autoscaling) || has(self.resources) || has(self.scheduling))',
        message:
          'remove replicas, autoscaling, resources and scheduling: a service is run by its owner',
      },
      {
        rule: "!has(self.autoscaling) || !has(self.model) || (has(self.resources) && has(self.resources.requests) && 'cpu' in self.resources.requests)",
        message: 'give resources.requests.cpu: targetCPU is a percentage of it',
        fieldPath: '.resources',
      },
    ],
  }),
  minItems: 1,
  description:
    'The models and how to run them. The champion is one of them; every other one challenges it. One alone is simply served. A change of model, service or template is a new revision and opens a round; replicas, autoscaling, resources and scheduling are not.',
} as const satisfies Schema
