import { describe, expect, it } from 'vitest'
import { variantsOf } from '../../../../src/plan/variants/variants.ts'
import type { Running } from '../../../../src/plan/wanted/running.ts'
import type { WantedObject } from '../../../../src/plan/wanted/wanted.ts'
import { wantedObjects } from '../../../../src/plan/wanted/wanted-objects.ts'
import { chance } from '../../../chance.ts'
import { createDice } from '../../../specs/dice.ts'
import { aPlan } from '../../routing/plans.ts'
import { aRunning, type DeploymentSpec, pinOf } from './running.ts'

const runnings = Array.from({ length: 100 }, (_, seed) => aRunning(chance(seed)))

const of = (kind: string, objects: readonly WantedObject[]) =>
  objects.filter((object) => object.kind === kind)

const deployments = (running: Running) =>
  of('Deployment', wantedObjects(running)).map(({ metadata, spec }) => ({
    ...{ metadata, spec: spec as DeploymentSpec },
  }))

type Labels = { readonly [name: string]: string }

const covers = (selector: Labels, labels: object) =>
  Object.entries(selector).every(([name, value]) => Object(labels)[name] === value)

describe('names and labels (100 experiments)', () => {
  it('has each name once, in 63 characters, as DNS wants them', () => {
    for (const running of runnings) {
      const objects = wantedObjects(running)
      const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)
      expect(new Set(names).size).toBe(names.length)
      for (const { metadata } of objects)
        expect(metadata.name).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/)
    }
  })

  it('comes to 62 characters with the longest names', () => {
    const long = runnings.flatMap(wantedObjects).map(({ metadata }) => metadata.name.length)
    expect(Math.max(...long)).toBe(62)
  })

  it('labels all of them as ours, and with values that labels may have', () => {
    for (const running of runnings) {
      for (const { metadata } of wantedObjects(running)) {
        expect(metadata.namespace).toBe('trading')
        expect(metadata.labels).toMatchObject({
          'app.kubernetes.io/managed-by': 'contender',
          'app.kubernetes.io/name': 'contender',
          'app.kubernetes.io/component': expect.stringMatching(/^(router|server)$/),
          'contender.dev/experiment': running.experiment.name,
        })
        for (const value of Object.values(metadata.labels))
          expect(value).toMatch(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/)
      }
    }
  })

  it.each(runnings)('selects by every selector the pods of just one Deployment (%#)', (running) => {
    const all = deployments(running)
    const pods = all.map(({ spec }) => spec.template.metadata.labels)
    const found = (selector: Labels) => pods.filter((labels) => covers(selector, labels))
    const objects = wantedObjects(running)
    for (const { spec } of all)
      expect(found(spec.selector.matchLabels)).toEqual([spec.template.metadata.labels])
    for (const { spec } of of('PodDisruptionBudget', objects))
      expect(found(Object(spec).selector.matchLabels)).toHaveLength(1)
    for (const { spec } of of('Service', objects))
      expect(found(Object(spec).selector)).toHaveLength(1)
  })
})

it('is plain JSON, and the same for the same', () => {
  for (const running of runnings) {
    const objects = wantedObjects(running)
    expect(JSON.parse(JSON.stringify(objects))).toStrictEqual(objects)
    expect(wantedObjects(structuredClone(running))).toStrictEqual(objects)
  }
})

it('says nowhere who is champion, and nothing of it is in any pod', () => {
  for (const running of runnings) {
    const objects = wantedObjects({ ...running, plan: undefined })
    expect(JSON.stringify(objects).match(/champion|challenger/gi)).toBeNull()
  }
})

it('leaves every pod as it is when a plan, a pin, the number of replicas or other variants change', () => {
  const dice = createDice(chance(1))
  for (const running of runnings) {
    const others: Running = {
      ...running,
      plan: dice.pick([undefined, aPlan({ planRevision: 99, champion: 'x@00000000' })]),
      variants: running.variants
        .map((each) => ({ ...each, replicas: dice.between(0, 9), pin: pinOf(dice) }))
        .toReversed(),
      siblings: '127.0.0.1:31234',
    }
    expect(templatesOf(others)).toEqual(templatesOf(running))
  }
})

it('has other pods with another image: the negative control', () => {
  const running = aRunning(chance(1))
  const settings = { ...running.settings, image: 'contender:2' }
  expect(templatesOf({ ...running, settings })).not.toEqual(templatesOf(running))
})

it('keeps the image of servers for the round, where it is told, and rolls the routers', () => {
  const running = aRunning(chance(1), { serverImage: 'contender:0' })
  for (const { metadata, spec } of deployments(running)) {
    const isOurs = spec.template.spec.containers[0]?.name === 'server'
    const isRouter = metadata.labels['app.kubernetes.io/component'] === 'router'
    const image = spec.template.spec.containers[0]?.image
    if (isRouter) expect(image).toBe('contender:1')
    if (isOurs) expect(image).toBe('contender:0')
  }
})

const templatesOf = (running: Running) =>
  Object.fromEntries(
    deployments(running).map(({ metadata, spec }) => [metadata.name, spec.template]),
  )

it('makes nothing of a service but its place in the plan, and of one machine no policy, budget or scaler', () => {
  const kinds = new Set<string>()
  for (const running of runnings) {
    const objects = wantedObjects(running)
    const own = running.variants.filter(({ variant }) => variant.spec.service === undefined)
    expect(of('Deployment', objects)).toHaveLength(own.length + 1)
    expect(of('Service', objects)).toHaveLength(own.length + 2)
    if (running.settings.cluster === 'Embedded') for (const { kind } of objects) kinds.add(kind)
  }
  expect([...kinds].sort()).toEqual(['ConfigMap', 'Deployment', 'Service'])
})

const scaling = { min: 3, max: 9, targetCPU: 70 }

it.each([
  ['Kubernetes', 4, 4, []],
  ['Kubernetes', 0, 0, []],
  ['Kubernetes', scaling, undefined, [{ minReplicas: 3, maxReplicas: 9 }]],
  ['Embedded', 4, 4, []],
  ['Embedded', scaling, 3, []],
] as const)('on %s, of %j, asks for %s itself', (cluster, replicas, asked, scalers) => {
  const [variant] = variantsOf({ variants: [{ name: 'v', model: { uri: 's3://m/3.onnx' } }] })
  if (variant === undefined) throw new Error('there is one')
  const settings = { image: 'contender:1', cluster }
  const running = aRunning(chance(1), { settings, variants: [{ variant, replicas }] })
  const [server] = deployments(running)
  expect(server?.spec.replicas).toBe(asked)
  const specs = of('HorizontalPodAutoscaler', wantedObjects(running)).map(({ spec }) => spec)
  expect(specs).toMatchObject(scalers)
  for (const { scaleTargetRef } of specs.map(Object))
    expect(scaleTargetRef.name).toBe(server?.metadata.name)
})
