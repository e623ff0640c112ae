import { expect, it } from 'vitest'
import { movesOf } from '../../../../src/local/workloads/moves.ts'
import { podFrom } from '../../../../src/local/workloads/pods.ts'
import type { SeenDeployment } from '../../../../src/local/workloads/seen-deployment.ts'
import type { SeenPod } from '../../../../src/local/workloads/seen-pod.ts'
import { deployment, noon, pod, pods, situation } from './given.ts'

const before = deployment({ image: 'v0' })
const unready = { readySinceMs: undefined }

/** How many of which template are made, and which Pods are removed. */
function decided(of: SeenDeployment, all: readonly SeenPod[], nowMs = noon) {
  const { make, remove } = movesOf(situation(of, all, nowMs))
  const count = (hash: string) => make.filter((mould) => mould.hash === hash).length
  return { present: count(of.hash), former: make.length - count(of.hash), remove }
}

const strategy = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
})

it('makes all at once where there are none', () => {
  expect(decided(deployment(), [])).toEqual({ present: 3, former: 0, remove: [] })
})

it('is content with what is as it should be', () => {
  const web = deployment()
  expect(decided(web, pods(3, web))).toEqual({ present: 0, former: 0, remove: [] })
})

it('replaces what has gone, and what is about to go, at once', () => {
  const web = deployment()
  expect(decided(web, [...pods(1, web), pod(web, { isLeaving: true })]).present).toBe(2)
})

it('begins a roll-out with as many as may be above, and waits for them', () => {
  const web = deployment({ spec: { replicas: 4, ...strategy(1, 0) } })
  const former = pods(4, before)
  expect(decided(web, former)).toEqual({ present: 1, former: 0, remove: [] })
  const stuck = pod(web, unready)
  expect(decided(web, [...former, stuck])).toEqual({ present: 0, former: 0, remove: [] })
})

it('removes one of a former template for each that is available, and no more', () => {
  const web = deployment({ spec: { replicas: 4, minReadySeconds: 10, ...strategy(2, 0) } })
  const former = pods(4, before)
  const fresh = [pod(web), pod(web, { readySinceMs: noon - 9_999 })]
  expect(decided(web, [...former, ...fresh]).remove).toHaveLength(1)
})

it('removes what is missing from a former template first, though none is there instead', () => {
  const web = deployment({ spec: { replicas: 3, ...strategy(1, 1) } })
  const [a, b, broken] = [pod(before), pod(before), pod(before, unready)]
  expect(decided(web, [a, b, broken])).toEqual({ present: 1, former: 0, remove: [broken] })
})

it('keeps as many of a former template as there must be, though none is available: they may be again', () => {
  const web = deployment({ spec: { replicas: 3, ...strategy(1, 1) } })
  const former = pods(3, before, unready)
  expect(decided(web, [...former, pod(web, unready)]).remove).toHaveLength(1)
})

it('makes more of what works while the present template does not', () => {
  const web = deployment({ spec: { replicas: 3, ...strategy(1, 0) } })
  expect(decided(web, [...pods(2, before), pod(web, unready)])).toMatchObject({
    present: 0,
    former: 1,
  })
})

it('makes none of a former template of which nothing works', () => {
  const web = deployment({ spec: { replicas: 3, ...strategy(1, 0) } })
  expect(decided(web, [pod(before, unready)])).toMatchObject({ present: 3, former: 0 })
})

it('makes another of a former template without what a kubelet has noted on the first', () => {
  const web = deployment({ spec: { replicas: 2, ...strategy(1, 0) } })
  const one = pod(before)
  const annotations = { 'contender.dev/ports': '{"8080":40001}', note: 'kept' }
  const noted = {
    ...one,
    mould: { ...one.mould, metadata: { ...one.mould.metadata, annotations } },
  }
  const { make } = movesOf(situation(web, [noted, pod(web, unready)]))
  const [mould] = make
  if (mould === undefined) throw new Error('nothing was made')
  const made = podFrom(mould, web, 'x')
  expect(made.metadata.annotations).toEqual({ note: 'kept' })
  expect(made.metadata.labels).toMatchObject({ 'pod-template-hash': before.hash })
  expect(made.spec).toMatchObject({ containers: [{ image: 'v0' }] })
})

it('lets all of a former template go before it recreates', () => {
  const web = deployment({ spec: { strategy: { type: 'Recreate' } } })
  const former = pods(3, before)
  expect(decided(web, former)).toEqual({ present: 0, former: 0, remove: former })
  const leaving = former.map((one) => ({ ...one, isLeaving: true }))
  expect(decided(web, leaving).present).toBe(0)
  expect(decided(web, [])).toEqual({ present: 3, former: 0, remove: [] })
})

it('replaces a Pod of the present template without waiting, where it recreates', () => {
  const web = deployment({ spec: { strategy: { type: 'Recreate' } } })
  expect(decided(web, [...pods(2, web), pod(web, { isLeaving: true })]).present).toBe(1)
})

it('rolls nothing out while paused', () => {
  const web = deployment({ spec: { paused: true } })
  expect(decided(web, pods(3, before))).toEqual({ present: 0, former: 0, remove: [] })
})

it('scales what there is while paused, and replaces it', () => {
  const web = deployment({ spec: { paused: true, replicas: 5 } })
  expect(decided(web, pods(3, before))).toEqual({ present: 0, former: 2, remove: [] })
  const less = deployment({ spec: { paused: true, replicas: 2 } })
  expect(decided(less, pods(3, before)).remove).toHaveLength(1)
})

it('keeps a roll-out that was paused in its middle as it is', () => {
  const web = deployment({ spec: { paused: true, ...strategy(1, 0) } })
  const all = [...pods(3, before), pod(web, unready)]
  expect(decided(web, all)).toEqual({ present: 0, former: 0, remove: [] })
})

it('makes nothing for a Deployment that is paused from its beginning', () => {
  const web = deployment({ spec: { paused: true } })
  expect(decided(web, []).present).toBe(0)
  const annotations = { 'contender.dev/pod-template-hash': web.hash }
  expect(
    decided(deployment({ spec: { paused: true }, metadata: { annotations } }), []).present,
  ).toBe(3)
})

it('removes a Pod that failed, and makes another, once it is old enough', () => {
  const web = deployment()
  const failed = pod(web, { phase: 'Failed', ...unready, createdMs: noon - 4_000 })
  const all = [...pods(2, web), failed]
  expect(decided(web, all)).toEqual({ present: 0, former: 0, remove: [] })
  expect(decided(web, all, noon + 6_000)).toEqual({ present: 1, former: 0, remove: [failed] })
})

it('does not wait for a clock that was set back', () => {
  const web = deployment()
  const failed = pod(web, { phase: 'Failed', ...unready, createdMs: noon + 3_600_000 })
  expect(decided(web, [...pods(2, web), failed]).present).toBe(1)
})

it('touches no Pod of a Deployment that is about to go', () => {
  const metadata = { deletionTimestamp: '2026-01-05T12:00:00Z' }
  const web = deployment({ metadata, spec: { replicas: 5 } })
  expect(decided(web, [...pods(2, before), pod(web, { phase: 'Failed' })])).toEqual({
    present: 0,
    former: 0,
    remove: [],
  })
})
