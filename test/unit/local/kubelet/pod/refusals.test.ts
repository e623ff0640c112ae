import { expect, it } from 'vitest'
import { refusalsOf } from '../../../../../src/local/kubelet/pod/refusals.ts'
import type { PodSpec } from '../../../../../src/local/kubelet/pod/spec.ts'

const web = { name: 'web' }
const withVolume = (source: object) => ({ containers: [web], volumes: [{ name: 'v', ...source }] })
const withContainer = (more: object) => ({ containers: [{ ...web, ...more }] })

it.each<[object, string]>([
  [withVolume({ persistentVolumeClaim: { claimName: 'x' } }), 'volume v: persistentVolumeClaim'],
  [withVolume({ projected: { sources: [{ serviceAccountToken: {} }] } }), 'serviceAccountToken'],
  [withVolume({ hostPath: { path: '/x', type: 'Socket' } }), 'hostPath of type Socket'],
  [withContainer({ livenessProbe: { grpc: { port: 1 } } }), 'container web: a probe by gRPC'],
  [withContainer({ volumeDevices: [{}] }), 'a block device'],
  [withContainer({ volumeMounts: [{ name: 'v', mountPath: '/' }] }), 'a mount at /'],
  [withContainer({ env: [{ name: 'A', valueFrom: { fileKeyRef: {} } }] }), 'fileKeyRef'],
  [{ ...withContainer({}), initContainers: [{ ...web, restartPolicy: 'Always' }] }, 'a sidecar'],
  [{ ...withContainer({}), os: { name: 'windows' } }, 'Windows'],
])('refuses %j', (spec, part) => expect(refusalsOf(spec as PodSpec).join()).toContain(part))

it('refuses nothing of what it can do', () => {
  const spec = {
    ...withContainer({ startupProbe: { exec: { command: ['true'] } } }),
    volumes: [
      { name: 'a', emptyDir: {} },
      { name: 'b', hostPath: { path: '/x', type: 'DirectoryOrCreate' } },
      {
        name: 'c',
        projected: { sources: [{ secret: { name: 'x' } }, { configMap: { name: 'x' } }] },
      },
    ],
  }
  expect(refusalsOf(spec)).toEqual([])
})
