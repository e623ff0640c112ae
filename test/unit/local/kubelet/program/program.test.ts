import { expect, it } from 'vitest'
import { mention } from '../../../../../src/local/kubelet/pod/mentions.ts'
import type { Container } from '../../../../../src/local/kubelet/pod/spec.ts'
import { contentsOf, type Held } from '../../../../../src/local/kubelet/program/held.ts'
import { prepare } from '../../../../../src/local/kubelet/program/program.ts'
import { place, podWith } from '../pods.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const object = { metadata: { name: 'x' } }
const held: Held = new Map([
  [
    mention('ConfigMap', 'city', 'conf'),
    contentsOf('ConfigMap', {
      ...object,
      data: { A: 'a', 'not.a-name': 'b' },
      binaryData: { C: 'AA==' },
    }),
  ],
  [
    mention('Secret', 'city', 'keys'),
    contentsOf('Secret', { ...object, data: { P: base64('/models') } }),
  ],
])
const pod = podWith({
  metadata: { labels: { app: 'bikes' }, annotations: { 'a/b': 'c' } },
  spec: { serviceAccountName: 'rider' },
})

function prepared(container: Partial<Container>, image = {}) {
  return prepare(
    { name: 'web', ...container },
    { command: ['/bin/serve', '--x'], args: ['--image'], ...image },
    held,
    {
      ...{ pod, place, ports: { 8080: 20_001, 9090: 20_002 }, path: '/bin' },
      ...{ volume: (name) => `/v/${name}`, home: '/h', lastWords: '/w' },
    },
  )
}

function programOf(container: Partial<Container>, image = {}) {
  const found = prepared(container, image)
  if ('missing' in found) throw new Error(found.missing)
  return found.program
}

it.each([
  [{}, ['/bin/serve', '--x', '--image']],
  [{ args: ['a'] }, ['/bin/serve', '--x', 'a']],
  [{ command: ['/c'] }, ['/c']],
  [{ command: ['/c'], args: ['a'] }, ['/c', 'a']],
  [{ command: [], args: [] }, ['/bin/serve', '--x', '--image']],
])('makes of %j the command line %j', (container, expected) =>
  expect(programOf(container).argv).toEqual(expected))

it('tells the program of an image where to listen, in its own words', () => {
  const image = { command: ['serve', '$(HOST):$(PORT)'], args: ['/models', '$$(PORT)'] }
  const container = {
    ports: [{ containerPort: 8080 }],
    volumeMounts: [{ name: 'a', mountPath: '/models' }],
  }
  expect(programOf(container, image).argv).toEqual([
    'serve',
    '127.0.0.1:20001',
    '/models',
    '$(PORT)',
  ])
})

it('gives a process nothing of the environment of its kubelet, and its place', () => {
  const { env, cwd } = programOf({
    ports: [{ containerPort: 9090, name: 'my-http' }, { containerPort: 8080 }],
  })
  expect(cwd).toBe('/h')
  expect(env).toEqual({
    ...{ PATH: '/bin', HOME: '/h', TMPDIR: '/h', HOSTNAME: 'bikes', HOST: '127.0.0.1' },
    ...{ PORT: '20002', PORT_9090: '20002', PORT_MY_HTTP: '20002', PORT_8080: '20001' },
    ...{ TERMINATION_LOG: '/w', CONTENDER_POD_UID: 'u1' },
  })
})

const ofField = (name: string, fieldPath: string) => ({
  name,
  valueFrom: { fieldRef: { fieldPath } },
})
const ofResource = (name: string, resource: string, divisor?: string) => ({
  name,
  valueFrom: { resourceFieldRef: { resource, ...(divisor && { divisor }) } },
})

it('tells what fields and resources say', () => {
  const { env } = programOf({
    resources: { limits: { memory: '100Mi' }, requests: { cpu: '250m' } },
    env: [
      ofField('NAME', 'metadata.name'),
      ofField('AT', 'metadata.namespace'),
      ofField('UID', 'metadata.uid'),
      ofField('APP', "metadata.labels['app']"),
      ofField('NONE', "metadata.labels['none']"),
      ofField('AB', "metadata.annotations['a/b']"),
      ofField('NODE', 'spec.nodeName'),
      ofField('RIDER', 'spec.serviceAccountName'),
      ofField('IP', 'status.podIP'),
      ofResource('MEMORY', 'limits.memory', '1Mi'),
      ofResource('CPU', 'requests.cpu', '1m'),
      ofResource('CPUS', 'limits.cpu'),
      ofResource('ASKED', 'requests.memory'),
    ],
  })
  expect(env).toMatchObject({
    ...{ NAME: 'bikes', AT: 'city', UID: 'u1', APP: 'bikes', NONE: '', AB: 'c', NODE: 'local' },
    ...{ RIDER: 'rider', IP: '127.0.0.1', MEMORY: '100', CPU: '250', CPUS: '4' },
    ASKED: '104857600',
  })
})

it('lets later values refer to earlier ones, and take their place', () => {
  const { env, argv } = programOf({
    env: [
      { name: 'X', value: '1' },
      { name: 'Y', value: '$(X)-$(Z)' },
      { name: 'Z', value: 'late' },
      { name: 'X', value: '2' },
      { name: 'LISTEN', value: '$(HOST):$(PORT)' },
    ],
    ports: [{ containerPort: 8080 }],
    args: ['$(X)', '$(LISTEN)', '$$(X)', '$(NONE)'],
  })
  expect(env).toMatchObject({ X: '2', Y: '1-$(Z)', LISTEN: '127.0.0.1:20001' })
  expect(argv.slice(2)).toEqual(['2', '127.0.0.1:20001', '$(X)', '$(NONE)'])
})

it('takes variables out of ConfigMaps and Secrets, and leaves out what no shell can pass on', () => {
  const found = prepared({
    envFrom: [
      { configMapRef: { name: 'conf' }, prefix: 'C_' },
      { secretRef: { name: 'keys' } },
      { secretRef: { name: 'none', optional: true } },
    ],
    env: [
      { name: 'A', valueFrom: { configMapKeyRef: { name: 'conf', key: 'A' } } },
      { name: 'N', valueFrom: { secretKeyRef: { name: 'keys', key: 'none', optional: true } } },
    ],
  })
  expect(found).toMatchObject({ program: { env: { A: 'a', C_A: 'a', P: '/models' } } })
  expect(found).toMatchObject({ dropped: ['C_not.a-name'] })
  expect(Object('program' in found && found.program.env)).not.toHaveProperty('N')
  expect(Object('program' in found && found.program.env)).not.toHaveProperty('C_C')
})

it.each([
  [{ envFrom: [{ configMapRef: { name: 'none' } }] }, 'ConfigMap city/none is not there'],
  [
    { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'keys', key: 'none' } } }] },
    'Secret city/keys has no none',
  ],
  [
    { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'conf', key: 'C' } } }] },
    'ConfigMap city/conf has no C', // bytes are no text
  ],
])('waits for what %j refers to', (container, missing) =>
  expect(prepared(container)).toEqual({ missing }))

it('finds mounted paths in what the container says, but not in Secrets or in what the machine says', () => {
  const { env, argv, cwd } = programOf(
    {
      volumeMounts: [
        { name: 'models', mountPath: '/models' },
        { name: 'deep', mountPath: '/deep', subPathExpr: '$(HOSTNAME)/x' },
        { name: 'bin', mountPath: '/bin' },
      ],
      env: [{ name: 'MODEL', value: '/models/1' }],
      envFrom: [{ secretRef: { name: 'keys' } }],
      args: ['--deep=/deep/y', '/dev/termination-log', '/bin'],
      workingDir: '/models',
    },
    { env: { OF_IMAGE: '/models' } },
  )
  expect(env).toMatchObject({
    MODEL: '/v/models/1',
    P: '/models',
    OF_IMAGE: '/models',
    PATH: '/bin',
  })
  expect(argv).toEqual(['/bin/serve', '--x', '--deep=/v/deep/bikes/x/y', '/w', '/v/bin'])
  expect(cwd).toBe('/v/models')
})

it('finds them in the commands of probes and hooks too', () => {
  const found = prepared({
    volumeMounts: [{ name: 'a', mountPath: '/a' }],
    env: [{ name: 'B', value: 'b' }],
  })
  expect('beside' in found && found.beside(['cat', '/a/x'])).toMatchObject({
    argv: ['cat', '/v/a/x'],
    env: { B: 'b' },
  })
})

it.each([
  [['/opt/node'], '100Mi', undefined, '--max-old-space-size=75 --max-semi-space-size=4'],
  [['node'], '1Gi', '--trace-gc', '--trace-gc --max-old-space-size=768 --max-semi-space-size=48'],
  [['node'], '1Gi', '--max_old_space_size=5', '--max_old_space_size=5'],
  [['python'], '1Gi', undefined, undefined],
  [['node'], undefined, undefined, undefined],
])('tells %j with a limit of %s and NODE_OPTIONS %s: %s', (command, memory, said, expected) => {
  const { env } = programOf({
    command,
    ...(memory !== undefined && { resources: { limits: { memory } } }),
    ...(said !== undefined && { env: [{ name: 'NODE_OPTIONS', value: said }] }),
  })
  expect(env['NODE_OPTIONS']).toBe(expected)
})
