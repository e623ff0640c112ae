import type { JsonObject } from '../../../../../src/api/json.ts'
import { type Case, completions, creations, statusUpdates, updates } from './case.ts'

const experiment: JsonObject = {
  apiVersion: 'contender.dev/v1alpha1',
  kind: 'ModelExperiment',
  metadata: { name: 'a' },
  spec: {
    task: 'Classification',
    champion: 'v3',
    variants: [
      { name: 'v3', model: { uri: 's3://models/3.onnx' } },
      { name: 'v4', model: { uri: 's3://models/4.onnx' } },
    ],
    metrics: [{ name: 'accuracy', kind: 'Accuracy', role: 'Objective', outcomeDelay: '24h' }],
  },
}

const kind = 'ModelExperiment'

export const experimentCases: readonly Case[] = [
  ...creations(kind, experiment, {
    'no spec': { spec: null },
    'no such champion': { spec: { champion: 'x' } },
    'no such task': { spec: { task: 'x' } },
    'a name in capitals': { metadata: { name: 'A' } },
    'a name that is too long': { metadata: { name: 'a'.repeat(33) } },
    'a variant twice': { spec: { variants: ['v3', 'v3'].map((name) => ({ name })) } },
  }),
  ...completions(kind, experiment, {
    'an experiment as short as can be': {},
    'an experiment with a status': { status: { observedGeneration: 3 } },
    'an experiment with a null': { spec: { traffic: null } },
  }),
  ...updates(kind, experiment, {
    'other metrics': {
      spec: { metrics: [{ name: 'accuracy', kind: 'Accuracy', role: 'Objective' }] },
    },
    'no such champion': { spec: { champion: 'x' } },
    'a label': { metadata: { labels: { a: 'b' } } },
    'an annotation': { metadata: { annotations: { a: 'b' } } },
    'a status': { status: { observedGeneration: 3 } },
  }),
  ...statusUpdates(kind, experiment, {
    'a generation': { status: { observedGeneration: 1 } },
    'a generation that is none': { status: { observedGeneration: 'x' } },
    'a summary': { status: { summary: { stage: 'Pending', n: 3 } } },
    'a field that nobody knows': { status: { what: 3 } },
    'another spec and metadata, which are not taken': {
      ...{ spec: { champion: 'v4' }, metadata: { labels: { a: 'b' } } },
      status: { observedGeneration: 1 },
    },
    conditions: {
      status: {
        conditions: [
          {
            ...{ type: 'Ready', status: 'True', reason: 'A', message: '' },
            lastTransitionTime: '2026-01-01T00:00:00Z',
          },
        ],
      },
    },
    'a condition twice': {
      status: {
        conditions: [1, 2].map(() => ({
          ...{ type: 'Ready', status: 'True', reason: 'A', message: '' },
          lastTransitionTime: '2026-01-01T00:00:00Z',
        })),
      },
    },
  }),
]
