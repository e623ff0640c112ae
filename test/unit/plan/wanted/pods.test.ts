import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { routingIn } from '../../../../src/cli/route-options.ts'
import { servingIn } from '../../../../src/cli/serve-options.ts'
import { expand } from '../../../../src/local/kubelet/program/expansion.ts'
import { wantedObjects } from '../../../../src/plan/wanted/wanted-objects.ts'
import { modelsIn } from '../../../../src/server/models/settings.ts'
import { chance } from '../../../chance.ts'
import { aPlan } from '../../routing/plans.ts'
import { brokenBy } from './pod-security.ts'
import { aRunning, type Container, type DeploymentSpec, type Pod } from './running.ts'

const runnings = Array.from({ length: 60 }, (_, seed) => aRunning(chance(seed)))
const all = runnings.flatMap((running) =>
  wantedObjects(running)
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ metadata, spec }) => ({
      ...{ running, name: metadata.name, pod: (spec as DeploymentSpec).template.spec },
    })),
)

/** Pods of our own image; of templates a user says how they are. */
const ours = all.filter(({ pod }) => pod.containers[0]?.image === 'contender:1')
const cluster = (is: string) => ours.filter(({ running }) => running.settings.cluster === is)

it('keeps every pod of ours to the restricted profile, with a disk that can’t be written to and no account', () => {
  for (const { pod } of ours) {
    expect(brokenBy(pod)).toEqual([])
    expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false })
    for (const { securityContext } of pod.containers)
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true })
  }
})

it.each<readonly [string, (pod: Pod, server: Container) => Partial<Pod>]>([
  ['host namespaces', () => ({ hostNetwork: true })],
  ['volume types', () => ({ volumes: [{ name: 'x', hostPath: { path: '/' } }] })],
  ['root', () => ({ securityContext: { runAsNonRoot: true, runAsUser: 0 } })],
  ['seccomp', () => ({ securityContext: { runAsNonRoot: true } })],
  ['capabilities', (_, server) => ({ containers: [{ ...server, securityContext: {} }] })],
  ['privilege escalation', (_, server) => ({ containers: [{ ...server, securityContext: {} }] })],
  [
    'running as non-root',
    (_, { securityContext, ...server }) => ({
      securityContext: {},
      containers: [
        { ...server, securityContext: { ...Object(securityContext), runAsNonRoot: undefined } },
      ],
    }),
  ],
])('would see what breaks the profile: %s', (what, edit) => {
  const pod = ours[0]?.pod
  const server = pod?.containers[0]
  if (pod === undefined || server === undefined) throw new Error('there is one')
  expect(brokenBy({ ...pod, ...edit(pod, server) })).toContain(what)
})

it('gives every pod, of templates too, no token, unless its user wants one', () => {
  for (const { pod } of all) expect(pod['automountServiceAccountToken']).toBe(false)
})

it('mounts what is there, and has an empty folder wherever it writes', () => {
  for (const { pod } of ours) {
    const [server] = pod.containers
    const written = (pod.volumes ?? []).filter(({ emptyDir }) => emptyDir !== undefined)
    const isRouter = server?.name === 'router'
    expect(written.map(({ name }) => name)).toEqual(isRouter ? ['state', 'tmp'] : ['cache', 'tmp'])
    const mounts = server?.volumeMounts ?? []
    expect(mounts.map(({ name }) => name)).toEqual(pod.volumes?.map(({ name }) => name))
    const paths = foldersIn(server?.args ?? [])
    const isMounted = (path: string) => mounts.some(({ mountPath }) => path.startsWith(mountPath))
    expect(paths.filter((path) => !isMounted(path))).toEqual([])
    expect(paths.length).toBeGreaterThanOrEqual(isRouter ? 3 : 2)
  }
})

const foldersIn = (args: readonly string[]) =>
  args.flatMap(
    (arg) => /^--(?:plan|keys|state|settings|cache|secret)=(.*)$/.exec(arg)?.slice(1, 2) ?? [],
  )

const told: { readonly [name: string]: string } = {
  ...{ POD_IP: 'fd00::7', HOST: '127.0.0.1', PORT_HTTP: '20001', PORT_ADMIN: '20002' },
  ...{ SIBLINGS: '127.0.0.1:31000' },
}

function argsOf(pod: Pod, edits: { readonly [part: string]: string } = {}): readonly string[] {
  const [server] = pod.containers
  const texts = server?.args?.slice(1).map((arg) => expand(arg, (name) => told[name])) ?? []
  return Object.entries(edits).reduce(
    (args, [part, by]) => args.map((arg) => arg.replace(part, by)),
    texts,
  )
}

it('starts routers by words that they understand, with a place in the memory that they have', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contender-wanted-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(aPlan()))
  const mounted = { '/contender/plan': folder }
  for (const { pod } of ours.filter(({ pod }) => pod.containers[0]?.name === 'router')) {
    const routing = routingIn(argsOf(pod, mounted))
    expect(routing).toMatchObject({ state: '/contender/state', plan: aPlan() })
    expect(routing.siblings).toHaveLength(1)
    const limit = Object(pod.containers[0]?.['resources']).limits?.memory
    if (limit === '1Gi') expect(routing.memoryBytes).toBe(256 * 2 ** 20)
  }
})

it('has routers listen for everybody, and says where they are found, by IPv4 or IPv6', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contender-wanted-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(aPlan()))
  const router = cluster('Kubernetes').find(({ pod }) => pod.containers[0]?.name === 'router')
  if (router === undefined) throw new Error('there is one')
  const { name, pod } = router
  const routing = (ip: string) =>
    routingIn(argsOf(pod, { '/contender/plan': folder, 'fd00::7': ip }))
  expect(routing('fd00::7').advertise).toEqual({ host: 'fd00::7', port: 9090 })
  expect(routing('10.0.0.7')).toMatchObject({
    ...{ advertise: { host: '10.0.0.7', port: 9090 }, leavesWhenAlone: false, drainMs: 5_000 },
    ...{ listen: { host: '0.0.0.0', port: 8080 }, admin: { host: '0.0.0.0', port: 9090 } },
    siblings: [{ host: name, port: 9090 }],
  })
})

it('starts servers by words that they understand, and waits for nobody on one machine', () => {
  for (const { pod, running } of ours.filter(({ pod }) => pod.containers[0]?.name === 'server')) {
    const serving = servingIn(argsOf(pod), {}, '/')
    const isEmbedded = running.settings.cluster === 'Embedded'
    expect(serving).toMatchObject({
      models: { file: '/contender/settings/models.json' },
      listen: isEmbedded ? { host: '127.0.0.1', port: 20001 } : { host: '0.0.0.0', port: 8080 },
      ...{ patienceMs: 60_000, leavesWhenAlone: isEmbedded },
      ...{ terminationLog: '/dev/termination-log' },
      origins: { cache: '/contender/cache', policy: { loopback: isEmbedded } },
    })
    const hasSecret = pod.volumes?.some(({ name }) => name === 'secret') ?? false
    expect(serving.origins.secret).toEqual(hasSecret ? { folder: '/contender/secret' } : undefined)
  }
})

const served = runnings.flatMap((running) =>
  running.variants
    .filter(({ variant }) => variant.spec.model !== undefined)
    .map((each) => ({ running, ...each })),
)

it.each(
  served,
)('tells the server of $variant.key what to serve, under the name of the experiment', (one) => {
  const { running, variant, pin } = one
  const { sha256, uri, version } = variant.spec.model ?? {}
  const { name } = running.experiment
  const map = wantedObjects(running).find(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && metadata.name === `${name}-${variant.name}-${variant.revision}`,
  )
  const [model] = modelsIn(Object(map?.['data'])['models.json'], 'models.json')
  expect(model).toMatchObject({ name, uri, ...(sha256 === undefined ? pin : { sha256 }) })
  const isPath = version !== undefined && /^[\w.-]{1,63}$/.test(version)
  expect(model?.version).toBe(isPath ? version : undefined)
})
