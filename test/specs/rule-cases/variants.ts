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
    rule: 'move resources and scheduling into the template',
    accepts: {
      'spec.variants[+]': {
        name: 'added',
        replicas: 2,
        template: { spec: { containers: [{ name: 'a', image: 'b' }] } },
      },
    },
    refuses: {
      'spec.variants[+]': {
        name: 'added',
        scheduling: {},
        template: { spec: { containers: [{ name: 'a', image: 'b' }] } },
      },
    },
  },
  {
    rule: 'give a URI that starts with file://, http://, https:// or s3://',
    acceptsValue: 'file:///models/a.onnx',
    refusesValue: 'gs://models/a.onnx',
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
