import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { ExperimentStatus } from '../../../src/api/status.ts'
import { ContenderError } from '../../../src/errors.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createAnnouncing } from '../../../src/operator/applying/announcing.ts'
import { fenced } from '../../../src/operator/applying/fenced.ts'
import { createRecords } from '../../../src/operator/applying/records.ts'
import { createReporting } from '../../../src/operator/applying/reporting.ts'
import { experimentOf } from '../../../src/operator/observing/seen-experiment.ts'
import type { ExperimentRecord } from '../../../src/plan/record/record.ts'
import { createHands } from '../../hands.ts'
import { configMap, experiment, newNamespace, openDoor } from '../door/ground.ts'
import { installCrd } from '../kubectl.ts'
import { counting, through } from './children.ts'

const { signal } = new AbortController()
const { configMaps, events, modelExperiments } = resources

beforeAll(async () => {
  await installCrd()
})

const recordOf = (epoch: number, cause = 'a new experiment') =>
  ({ format: 1, uid: 'first', epoch, cause }) as unknown as ExperimentRecord

/** The reader that the record itself brings, as far as it matters here. */
const readRecord = (text: string) =>
  text.startsWith('{') ? { record: JSON.parse(text) } : { corrupt: 'it is no JSON' }

async function newExperiment() {
  const { door, calls } = counting(openDoor())
  const namespace = await newNamespace()
  const made = await door.create(experiment(namespace, 'bikes'))
  calls()
  const ref = { namespace, name: 'bikes' }
  const seen = async () => {
    const object = await door.get(modelExperiments, ref)
    calls()
    if (object === undefined) throw new Error('it is gone')
    return experimentOf(object)
  }
  return { door, calls, namespace, ref, uid: made.metadata.uid, seen }
}

it('commits a record where there is none, and reads it as it was written', async () => {
  const { door, ref } = await newExperiment()
  const records = createRecords({ door, readRecord })
  expect(await records.read(ref, signal)).toEqual({ seen: { is: 'Absent' }, at: undefined })
  const at = await records.commit(ref, recordOf(1, 'ü'), undefined, signal)
  const bytes = Buffer.byteLength(JSON.stringify(recordOf(1, 'ü')))
  expect(await records.read(ref, signal)).toEqual({
    ...{ seen: { is: 'There', record: recordOf(1, 'ü'), bytes }, at },
  })
  const object = await door.get(configMaps, { ...ref, name: 'bikes-record' })
  expect(object?.metadata.ownerReferences).toBeUndefined()
  expect(object?.metadata.labels).not.toHaveProperty('app.kubernetes.io/managed-by')
  expect(object?.metadata.labels).toMatchObject({ 'contender.dev/experiment': 'bikes' })
})

it('commits what builds on the truth, and nothing else: of two leaders one', async () => {
  const { door, ref } = await newExperiment()
  const records = createRecords({ door, readRecord })
  const first = await records.commit(ref, recordOf(1), undefined, signal)
  await expect(records.commit(ref, recordOf(2), undefined, signal)).rejects.toMatchObject({
    code: 'StaleWrite',
  })
  const second = await records.commit(ref, recordOf(2), first, signal)
  await expect(records.commit(ref, recordOf(3), first, signal)).rejects.toMatchObject({
    code: 'StaleWrite',
  })
  await door.remove(configMaps, { ...ref, name: 'bikes-record' }, second)
  await expect(records.commit(ref, recordOf(3), second, signal)).rejects.toMatchObject({
    code: 'StaleWrite',
  })
})

it.each([
  ['it is no JSON', { 'record.json': 'not a record' }],
  ['it has no entry record.json', { other: 'ConfigMap' }],
])('says of a record that cannot be read why: %s', async (why, entries) => {
  const { door, ref, namespace } = await newExperiment()
  const theirs = await door.create(configMap(namespace, 'bikes-record', entries))
  const { seen } = await createRecords({ door, readRecord }).read(ref, signal)
  expect(seen).toEqual({ is: 'Corrupt', why })
  expect(await door.get(configMaps, { ...ref, name: 'bikes-record' })).toEqual(theirs)
})

it('writes no record that is too large for its readers', async () => {
  const { door, calls, ref } = await newExperiment()
  const { commit } = createRecords({ door, readRecord })
  const large = commit(ref, recordOf(1, 'x'.repeat(40_000)), undefined, signal)
  await expect(large).rejects.toThrow(/would have 40\d\d\d bytes, and may have 32768/)
  expect(calls()).toEqual([])
})

const status = (message: string): ExperimentStatus => ({
  observedGeneration: 1,
  conditions: [
    {
      type: 'Ready',
      status: 'True',
      reason: 'Serving',
      message,
      lastTransitionTime: '2026-01-01T00:00:00Z',
    },
  ],
})

it('writes a status once, whether or not the cache shows it', async () => {
  const { door, calls, seen } = await newExperiment()
  const { report } = createReporting(door)
  const before = await seen()
  expect(await report(before, status('a'), signal)).toBe(true)
  expect(await report(before, status('a'), signal)).toBe(false)
  expect(await report(await seen(), status('a'), signal)).toBe(false)
  expect(await createReporting(door).report(await seen(), status('a'), signal)).toBe(false)
  expect(calls()).toEqual([])
  expect(await report(before, status('b'), signal)).toBe(true)
  expect((await seen()).status).toEqual(status('b'))
})

it('writes no status of an experiment that has changed since it was seen', async () => {
  const { door, ref, seen } = await newExperiment()
  const { report } = createReporting(door)
  const before = await seen()
  await report(before, status('a'), signal)
  const { uid, version: resourceVersion } = await seen()
  await door.patch(modelExperiments, ref, { spec: { suspend: true } }, { uid, resourceVersion })
  const late = report(before, status('b'), signal)
  await expect(late).rejects.toMatchObject({ code: 'StaleWrite' })
  expect(await report(await seen(), status('b'), signal)).toBe(true)
})

const note = (reason: string, atMs: number) => ({
  ...{ round: 1, epoch: 2, type: 'Normal' as const, reason, action: 'Promote' },
  ...{ message: 'v2 serves now', atMs },
})

it('tells each thing that is noted once, by whatever leader, and nothing that is old', async () => {
  const { door, calls, namespace, uid, ref } = await newExperiment()
  const clock = { wall: () => Date.UTC(2026, 0, 2) }
  const told = {
    uid: 'first',
    notes: [note('Old', clock.wall() - 3_700_000), note('Promoted', clock.wall())],
  }
  const newLeader = () => createAnnouncing({ door, clock, identity: `leader-${randomUUID()}` })
  const { announce } = newLeader()
  await announce({ ...ref, uid }, told, signal)
  await announce({ ...ref, uid }, told, signal)
  expect(calls()).toHaveLength(1)
  await newLeader().announce({ ...ref, uid }, told, signal)
  const { entries } = await door.list(events, { namespace, project: (found) => found })
  expect(entries).toMatchObject([
    { reason: 'Promoted', note: 'v2 serves now', regarding: { name: 'bikes', uid } },
  ])
  await announce({ ...ref, uid }, { ...told, notes: [note('Settled', clock.wall())] }, signal)
  expect(calls()).toHaveLength(2)
})

it('tells again what could not be told', async () => {
  const { door, ref, uid } = await newExperiment()
  const hands = createHands()
  let isAway = true
  const flaky = through(door, (_, act) => {
    if (isAway) throw new ContenderError('ApiUnavailable', 'cannot create Event')
    return act()
  })
  const { announce } = createAnnouncing({ door: flaky, clock: hands, identity: 'me' })
  const told = { uid: 'first', notes: [note('Promoted', 0)] }
  await expect(announce({ ...ref, uid }, told, signal)).rejects.toThrow('cannot create Event')
  isAway = false
  await announce({ ...ref, uid }, told, signal)
  const { entries } = await door.list(events, {
    namespace: ref.namespace,
    project: (found) => found,
  })
  expect(entries).toHaveLength(1)
})

it('writes nothing once the lead is lost', async () => {
  const { door, calls, ref, namespace } = await newExperiment()
  let isHeld = true
  const mine = fenced(door, () => isHeld)
  const made = await mine.create(configMap(namespace, 'mine', {}))
  isHeld = false
  const at = { namespace, name: 'mine' }
  const writes = [
    () => mine.create(configMap(namespace, 'other', {})),
    () =>
      mine.apply({
        ...configMap(namespace, 'mine', {}),
        metadata: { ...at, uid: made.metadata.uid },
      }),
    () => mine.patch(configMaps, at, { data: { a: 'b' } }, made.metadata),
    () => mine.remove(configMaps, at, made.metadata),
    () => createReporting(mine).report(experimentOf(made), status('a'), signal),
    () =>
      createAnnouncing({ door: mine, clock: createHands(), identity: 'me' }).announce(
        { ...ref, uid: 'x' },
        { uid: 'x', notes: [note('A', 0)] },
        signal,
      ),
  ]
  calls()
  for (const write of writes) await expect(write()).rejects.toMatchObject({ code: 'LeadLost' })
  expect(calls()).toEqual([])
  expect(await mine.get(configMaps, at)).toEqual(made)
})
