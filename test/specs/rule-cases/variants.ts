import type { RuleCase } from './rule-case.ts'

export const variantCases: readonly RuleCase[] = [
  {
    rule: 'give exactly one of model, service and template',
    accepts: { 'spec.variants[+]': { name: 'added', service: { name: 's', port: 1 } } },
    refuses: {
      'spec.variants[+]': {
        name: 'added',
        model: { uri: 'file:///a' },
        service: { name: 's', port: 1 },
      },
    },
  },
  {
    rule: 'give replicas or autoscaling, not both',
    accepts: { 'spec.variants[0].replicas': 3, 'spec.variants[0].autoscaling': undefined },
    refuses: {
      'spec.variants[0].replicas': 3,
      'spec.variants[0].autoscaling': { min: 1, max: 2, targetCPU: 50 },
    },
  },
  {
    rule: 'remove replicas, autoscaling, resources and scheduling: a service is run by its owner',
    accepts: { 'spec.variants[+]': { name: 'added', service: { name: 's', port: 1 } } },
    refuses: {
      'spec.variants[+]': { name: 'added', service: { name: 's', port: 1 }, resources: {} },
    },
  },
  {
    rule: 'give resources.requests.cpu: targetCPU is a percentage of it',
    accepts: {
      'spec.variants[0].replicas': undefined,
      'spec.variants[0].autoscaling': { min: 1, max: 2, targetCPU: 500 },
    },
    refuses: {
      'spec.variants[0].replicas': undefined,
      'spec.variants[0].autoscaling': { min: 1, max: 2, targetCPU: 50 },
      'spec.variants[0].resources.requests.cpu': undefined,
    },
  },
  {
    rule: 'remove credentials: a file needs none',
    accepts: { 'spec.variants[0].model': { uri: 'file:///a' } },
    refuses: { 'spec.variants[0].model.uri': 'file:///a' },
  },
  {
    rule: 'give a URI such as file:///models/3.onnx, https://host/3.onnx or s3://bucket/3.onnx, without a user in it',
    acceptsValue: 's3://b/a@1.onnx',
    refusesValues: [
      'https://me:secret@host/a.onnx',
      'gs://b/a.onnx',
      's3://bucket',
      's3://bucket/',
      'file://a.onnx',
      '/models/a.onnx',
      'https://host/a b.onnx',
      'HTTPS://host/a',
    ],
  },
  {
    rule: 'give a max that is not below min',
    accepts: {
      'spec.variants[0].replicas': undefined,
      'spec.variants[0].autoscaling': { min: 3, max: 3, targetCPU: 50 },
    },
    refuses: {
      'spec.variants[0].replicas': undefined,
      'spec.variants[0].autoscaling': { min: 4, max: 3, targetCPU: 50 },
    },
  },
]
