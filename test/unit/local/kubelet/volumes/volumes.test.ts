import {
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createPlaces } from '../../../../../src/local/kubelet/places.ts'
import { mention } from '../../../../../src/local/kubelet/pod/mentions.ts'
import type { Volume } from '../../../../../src/local/kubelet/pod/volume.ts'
import { contentsOf, type Held } from '../../../../../src/local/kubelet/program/held.ts'
import { createVolumes } from '../../../../../src/local/kubelet/volumes/volumes.ts'
import { newFolder } from '../folder.ts'
import { place, podWith } from '../pods.ts'

const holds = (entries: object, secrets: object = {}): Held =>
  new Map([
    [
      mention('ConfigMap', 'city', 'conf'),
      contentsOf('ConfigMap', {
        metadata: { name: 'conf' },
        data: entries,
        binaryData: { bin: '/wA=' },
      }),
    ],
    [
      mention('Secret', 'city', 'keys'),
      contentsOf('Secret', { metadata: { name: 'keys' }, data: secrets }),
    ],
  ])

function ground(...sources: readonly object[]) {
  const folder = newFolder()
  const volumes = sources.map((source, i) => ({ name: `v${i}`, ...source }) as Volume)
  const pod = podWith({
    metadata: { labels: { b: '2', a: '1"' } },
    spec: { volumes, containers: [{ name: 'web', resources: { limits: { memory: '1Mi' } } }] },
  })
  let at = 0
  const made = createVolumes({ places: createPlaces(folder), place, wall: () => at++ })
  const root = (index = 0) => made.folderOf(pod, `v${index}`)
  const read = (name: string, index = 0) => readFileSync(join(root(index), name), 'utf8')
  return { pod, root, read, folder, prepare: (held: Held) => made.prepare(pod, held, 'stamp') }
}

const shown = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith('..'))
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

it('makes files of what ConfigMaps and Secrets hold, bytes included', async () => {
  const { prepare, root, read } = ground(
    { configMap: { name: 'conf' } },
    { secret: { secretName: 'keys', defaultMode: 0o400 } },
  )
  expect(await prepare(holds({ a: 'A', b: '' }, { k: 'a2V5' }))).toBe(undefined)
  expect(shown(root())).toEqual(['a', 'b', 'bin'])
  expect([read('a'), read('b'), read('k', 1)]).toEqual(['A', '', 'key'])
  expect(readFileSync(join(root(), 'bin'))).toEqual(Buffer.from([0xff, 0]))
  expect([modeOf(join(root(), 'a')), modeOf(join(root(1), 'k'))]).toEqual(['644', '400'])
})

it('puts keys where their items say, with their modes', async () => {
  const items = [{ key: 'a', path: 'deep/down/x', mode: 0o600 }]
  const { prepare, root, read } = ground({ configMap: { name: 'conf', items } })
  await prepare(holds({ a: 'A', b: 'B' }))
  expect(shown(root())).toEqual(['deep'])
  expect(read('deep/down/x')).toBe('A')
  expect(modeOf(join(root(), 'deep/down/x'))).toBe('600')
})

it('changes all files at once: by one link, which all names lead through', async () => {
  const { prepare, root, read } = ground({ configMap: { name: 'conf' } })
  await prepare(holds({ a: '1', b: '1', gone: '' }))
  const before = readlinkSync(join(root(), '..data'))
  await prepare(holds({ a: '2', b: '2', new: '' }))
  expect([read('a'), read('b')]).toEqual(['2', '2'])
  expect(shown(root())).toEqual(['a', 'b', 'bin', 'new'])
  expect(readlinkSync(join(root(), 'a'))).toBe('..data/a')
  const after = readlinkSync(join(root(), '..data'))
  expect(after).not.toBe(before)
  expect(readdirSync(root()).filter((name) => name.startsWith('..'))).toEqual(
    [after, '..data'].sort(),
  )
})

it('leaves files alone that stay the same', async () => {
  const { prepare, root } = ground({ configMap: { name: 'conf' } })
  await prepare(holds({ a: '1' }))
  const before = lstatSync(join(root(), '..data')).ino
  await prepare(holds({ a: '1' }))
  expect(lstatSync(join(root(), '..data')).ino).toBe(before)
})

it('takes up a folder as the last kubelet has left it', async () => {
  const { prepare, pod, root, read, folder } = ground({ configMap: { name: 'conf' } })
  await prepare(holds({ a: '1', old: '' }))
  const next = createVolumes({ places: createPlaces(folder), place, wall: () => 99 })
  await next.prepare(pod, holds({ a: '2' }), 'stamp')
  expect(read('a')).toBe('2')
  expect(shown(root())).toEqual(['a', 'bin'])
})

it('puts several sources into one folder', async () => {
  const { prepare, root, read } = ground({
    projected: {
      defaultMode: 0o640,
      sources: [
        { configMap: { name: 'conf', items: [{ key: 'a', path: 'a' }] } },
        { secret: { name: 'keys' } },
        {
          downwardAPI: {
            items: [
              { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
              {
                path: 'limit',
                resourceFieldRef: {
                  containerName: 'web',
                  resource: 'limits.memory',
                  divisor: '1Ki',
                },
              },
            ],
          },
        },
      ],
    },
  })
  await prepare(holds({ a: 'A' }, { k: 'a2V5' }))
  expect(shown(root())).toEqual(['a', 'k', 'labels', 'limit'])
  expect([read('labels'), read('limit')]).toEqual(['a="1\\""\nb="2"', '1024'])
  expect(modeOf(join(root(), 'labels'))).toBe('640')
})

it.each([
  [{ configMap: { name: 'none' } }, 'volume v0: ConfigMap city/none is not there'],
  [
    { secret: { secretName: 'keys', items: [{ key: 'x', path: 'x' }] } },
    'volume v0: Secret city/keys has no x',
  ],
  [{ hostPath: { path: '/none/such', type: 'Directory' } }, '/none/such is no folder, but nothing'],
  [{ hostPath: { path: '/dev/null', type: 'File' } }, '/dev/null is no file, but something'],
])('says of %j what is missing', async (source, missing) => {
  const { prepare } = ground(source)
  expect((await prepare(holds({})))?.missing).toContain(missing)
})

it('makes nothing of what may be missing', async () => {
  const { prepare, root } = ground(
    { configMap: { name: 'none', optional: true } },
    { configMap: { name: 'conf', optional: true, items: [{ key: 'x', path: 'x' }] } },
  )
  expect(await prepare(holds({}))).toBe(undefined)
  expect([shown(root()), shown(root(1))]).toEqual([[], []])
})

it('leaves what is in an empty folder to the containers, and takes a path of the machine as it is', async () => {
  const path = newFolder()
  const { prepare, root } = ground(
    { emptyDir: {} },
    { hostPath: { path } },
    { hostPath: { path: join(path, 'a/b'), type: 'DirectoryOrCreate' } },
    { hostPath: { path: join(path, 'c/d'), type: 'FileOrCreate' } },
  )
  await prepare(holds({}))
  writeFileSync(join(root(), 'mine'), 'x')
  await prepare(holds({}))
  expect(shown(root())).toEqual(['mine'])
  expect(root(1)).toBe(path)
  expect(statSync(join(path, 'a/b')).isDirectory()).toBe(true)
  expect(statSync(join(path, 'c/d')).isFile()).toBe(true)
})
