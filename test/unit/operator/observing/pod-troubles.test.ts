import { expect, it } from 'vitest'
import { troubleIn } from '../../../../src/operator/observing/pod-troubles.ts'
import { pod, said, unready } from './objects.ts'

const waiting = (reason: string, message?: string) => ({
  name: 'server',
  state: { waiting: { reason, message } },
})
const ended = (message: string, rest: object = {}) => ({
  lastState: { terminated: { exitCode: 1, reason: 'Error', message, ...rest } },
})
const mismatch = 'bikes: ModelDigestMismatch: s3://m/1.onnx: its sha256 should be 9f and is 2c\n'

it.each([
  ['ErrImagePull', 'not found', 'ImageMissing', 'pod p: ErrImagePull: not found'],
  ['ImagePullBackOff', undefined, 'ImageMissing', 'pod p: ImagePullBackOff'],
  ['InvalidImageName', 'bad', 'ImageMissing', 'pod p: InvalidImageName: bad'],
  ['ErrImageNeverPull', '', 'ImageMissing', 'pod p: ErrImageNeverPull'],
  ['ImageInspectError', '', 'ImageMissing', 'pod p: ImageInspectError'],
  [
    'CreateContainerConfigError',
    'secret "s3" not found',
    'SecretMissing',
    'pod p: CreateContainerConfigError: secret "s3" not found',
  ],
  [
    'CreateContainerConfigError',
    'image will run as root',
    'TemplateInvalid',
    'pod p: CreateContainerConfigError: image will run as root',
  ],
  ['RunContainerError', 'no such file', 'CrashLooping', 'pod p: RunContainerError: no such file'],
  ['CrashLoopBackOff', 'back-off 10s', 'CrashLooping', 'pod p: CrashLoopBackOff: back-off 10s'],
] as const)('calls it by one name that a container waits: %s, %s', (reason, message, code, detail) => {
  expect(troubleIn([pod('p', said(waiting(reason, message)))])).toEqual({ code, detail })
})

it.each([
  [
    'what the server has said',
    { ...waiting('CrashLoopBackOff'), ...ended(mismatch) },
    'ModelDigestMismatch',
    'pod p: s3://m/1.onnx: its sha256 should be 9f and is 2c',
  ],
  [
    'the last words of a stranger',
    { ...waiting('CrashLoopBackOff'), ...ended('Traceback: no module') },
    'CrashLooping',
    'pod p: exit code 1: Traceback: no module',
  ],
  [
    'how it was ended',
    { ...waiting('CrashLoopBackOff'), ...ended('', { exitCode: 137, reason: 'OOMKilled' }) },
    'CrashLooping',
    'pod p: exit code 137 (OOMKilled)',
  ],
  [
    'a name that is no server’s to say',
    { ...waiting('CrashLoopBackOff'), ...ended('x: LeadLost: me') },
    'CrashLooping',
    'pod p: exit code 1: x: LeadLost: me',
  ],
  [
    'what it said before it began once more',
    { state: { running: {} }, ...ended(mismatch) },
    'ModelDigestMismatch',
    expect.any(String),
  ],
] as const)('says of a container that crashes %s', (_, status, code, detail) => {
  expect(troubleIn([pod('p', said({ name: 'server', ...status }))])).toEqual({ code, detail })
})

it('says that no node takes a pod', () => {
  const scheduled = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message: '0/3 nodes',
  }
  const detail = 'pod p: 0/3 nodes'
  expect(troubleIn([pod('p', { conditions: [scheduled] })])).toEqual({
    code: 'PodUnschedulable',
    detail,
  })
})

it.each([
  ['a container is being made', [pod('p', said(waiting('ContainerCreating')))]],
  ['it waits for its first containers', [pod('p', said(waiting('PodInitializing')))]],
  [
    'it has crashed once and is ready again',
    [pod('p', { containerStatuses: [{ name: 's', ...ended(mismatch) }] })],
  ],
  [
    'it is on its way out',
    [pod('p', said(waiting('ErrImagePull')), { deletionTimestamp: '2026-01-01T00:00:00Z' })],
  ],
  ['it was evicted', [pod('p', { ...said(waiting('ErrImagePull')), phase: 'Failed' })]],
  ['it is merely not ready yet', [pod('p', unready)]],
  ['there are none', []],
])('finds nothing wrong where %s', (_, pods) => expect(troubleIn(pods)).toBeUndefined())

it('names the gravest, of the first pod that has it, in whatever order they come', () => {
  const scheduled = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message: 'full',
  }
  const pods = [
    pod('a', { conditions: [scheduled] }),
    pod('c', said(waiting('ErrImagePull', 'c'))),
    pod('b', said(waiting('ErrImagePull', 'b'))),
  ]
  const detail = 'pod b: ErrImagePull: b'
  expect(troubleIn(pods)).toEqual({ code: 'ImageMissing', detail })
  expect(troubleIn(pods.toReversed())).toEqual({ code: 'ImageMissing', detail })
})
