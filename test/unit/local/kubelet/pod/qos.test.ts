import { expect, it } from 'vitest'
import { qosClassOf } from '../../../../../src/local/kubelet/pod/qos.ts'

const both = { cpu: '1', memory: '1Gi' }

it.each([
  [[{}], 'BestEffort'],
  [[{ requests: { cpu: '0' } }], 'BestEffort'],
  [[{ limits: { 'nvidia.com/gpu': '1' } }], 'BestEffort'],
  [[{ limits: both }], 'Guaranteed'],
  [[{ limits: both, requests: { cpu: '1000m', memory: '1024Mi' } }], 'Guaranteed'],
  [[{ limits: both, requests: { cpu: '1', memory: '1Mi' } }], 'Burstable'],
  [[{ limits: { cpu: '1' } }], 'Burstable'],
  [[{ limits: both }, {}], 'Burstable'],
] as const)('calls %j %s', (resources, expected) => {
  const containers = resources.map((each, i) => ({ name: `c${i}`, resources: each }))
  expect(qosClassOf({ containers })).toBe(expected)
})
