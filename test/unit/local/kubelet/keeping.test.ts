import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { began } from '../../../../src/local/kubelet/life/life.ts'
import { createLives } from '../../../../src/local/kubelet/lives.ts'
import { lock } from '../../../../src/local/kubelet/lock.ts'
import { createPlaces } from '../../../../src/local/kubelet/places.ts'
import { systemTable } from '../../../../src/local/kubelet/processes/process-table.ts'
import { newFolder } from './folder.ts'
import { lifeOf, podWith } from './pods.ts'

const moment = { now: 0, wall: 0 }
const run = { id: 'r', beganMs: 0, began: 0, hook: 'running' as const }

it('keeps on record how often each container ran, whatever its name, and how', () => {
  const places = createPlaces(newFolder())
  const pod = podWith({ spec: { containers: [{ name: 'hook' }, { name: 'waiting' }] } })
  const first = createLives(places)
  first.put(lifeOf(pod, { 80: 20_080 }))
  first.update('u1', (life) => began(life, 'hook', run))
  first.update('u1', (life) => began(life, 'waiting', run))
  first.update('none', (life) => life)
  const second = createLives(places)
  second.recall(moment)
  expect(second.of('city/bikes')).toHaveLength(1)
  expect(second.get('u1')).toMatchObject({
    ports: { 80: 20_080 },
    containers: {
      hook: { begun: 1, ended: { reason: 'ContainerStatusUnknown' } },
      waiting: { begun: 1, ended: { reason: 'ContainerStatusUnknown' } },
    },
  })
})

it('takes a record that was cut off for none', () => {
  const places = createPlaces(newFolder())
  mkdirSync(places.pod('u2'), { recursive: true })
  writeFileSync(places.record('u2'), '{"uid":')
  const lives = createLives(places)
  lives.recall(moment)
  expect(lives.all()).toEqual([])
})

it('forgets a Pod with all its files', async () => {
  const places = createPlaces(newFolder())
  const lives = createLives(places)
  lives.put(lifeOf(podWith()))
  await lives.forget('u1')
  const next = createLives(places)
  next.recall(moment)
  expect([lives.all(), next.all()]).toEqual([[], []])
})

it('lets one kubelet into a folder, and the next when it has gone, in peace or not', async () => {
  const places = createPlaces(join(newFolder(), 'deep'))
  const table = systemTable()
  const unlock = await lock(places, table)
  await expect(lock(places, table)).rejects.toThrow(`process ${process.pid} keeps its Pods in`)
  await unlock()
  await lock(places, table)
  const held = JSON.parse(readFileSync(places.lock, 'utf8'))
  for (const other of [{ start: held.start + 1 }, { boot: 'before' }, { pid: 2 ** 30 }]) {
    writeFileSync(places.lock, JSON.stringify({ ...held, ...other }))
    await lock(places, table)
  }
  for (const text of ['', '{"pi', 'null']) {
    writeFileSync(places.lock, text)
    await lock(places, table)
  }
})
