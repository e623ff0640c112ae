import type { Schema } from './schema.ts'

export const group = 'contender.dev'
export const version = 'v1alpha1'
export const apiVersion = `${group}/${version}`
export const kind = 'ModelExperiment'
export const plural = 'modelexperiments'
export const crdName = `${plural}.${group}`

/** Says what an answer predicts, so that whoever scores need not read bodies. */
export const predictionHeader = 'x-contender-prediction'

/** Of an experiment: children are named `<experiment>-<variant>-<revision8>`, in 63 characters. */
export const experimentName = { maxLength: 32, pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' } as const

/** Of a variant or a metric: it becomes part of the names of objects, labels and headers. */
export const shortName = {
  type: 'string',
  minLength: 1,
  maxLength: 20,
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
} as const satisfies Schema

/** Of an object in the namespace: a Secret, a ServiceAccount. */
export const objectName = {
  type: 'string',
  minLength: 1,
  maxLength: 253,
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
} as const satisfies Schema

/** Of a Service. */
export const serviceName = {
  type: 'string',
  minLength: 1,
  maxLength: 63,
  pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
} as const satisfies Schema
