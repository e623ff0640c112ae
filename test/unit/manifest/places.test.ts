import { expect, it } from 'vitest'
import type { JsonPath } from '../../../src/api/json.ts'
import { readManifests } from '../../../src/manifest/manifest.ts'

const yaml = `# a comment
apiVersion: contender.dev/v1alpha1
spec:
  champion: &name v3
  variants:
    - name: *name
      model: { uri: "s3://a", sha256: 9f }
    - { name: v4 }
  defaults: &defaults
    replicas: 2
  own:
    <<: *defaults
    cpu: 1
`

const at = (line: number, column: number) => ({ line, column })

it.each<[JsonPath, ReturnType<typeof at>]>([
  [[], at(2, 1)],
  [['spec'], at(3, 1)],
  [['spec', 'champion'], at(4, 3)],
  [['spec', 'variants'], at(5, 3)],
  [['spec', 'variants', 0], at(6, 7)],
  [['spec', 'variants', 0, 'name'], at(6, 7)],
  [['spec', 'variants', 0, 'model', 'sha256'], at(7, 31)],
  [['spec', 'variants', 1], at(8, 7)],
  [['spec', 'variants', 1, 'name'], at(8, 9)],
  [['spec', 'own', 'cpu'], at(13, 5)],
  [['spec', 'own', 'replicas'], at(10, 5)],
  [['spec', 'variants', 1, 'model', 'uri'], at(8, 7)],
  [['spec', 'variants', 7], at(5, 3)],
  [['spec', 'variants', 'name'], at(5, 3)],
  [['status', 'stage'], at(2, 1)],
])('locates %j', (path, place) => {
  expect(readManifests(yaml)[0]?.locate(path)).toEqual(place)
  expect(readManifests(yaml.replaceAll('\n', '\r\n'))[0]?.locate(path)).toEqual(place)
})

it('locates what JSON says by the same rules', () => {
  const [first, second] = readManifests('{"a": [1,\n\t{"b": 2}]}\n{"c": 3}')
  expect(first?.locate(['a', 1, 'b'])).toEqual(at(2, 3))
  expect(first?.locate(['a', 2])).toEqual(at(1, 2))
  expect(second?.locate(['c'])).toEqual(at(3, 2))
})

it('places each document, and counts on over separators', () => {
  const manifests = readManifests('\uFEFF# c\n---\na: 1\n---\n\n# d\nb:\n  c: 2\n---\ne: [\n')
  expect(manifests.map(({ locate }) => locate([]).line)).toEqual([3, 7, 10])
  expect(manifests[1]?.locate(['b', 'c'])).toEqual(at(8, 3))
  expect(manifests[2]?.problems[0]?.at.line).toBe(11)
})

it('counts columns without the byte order mark', () => {
  expect(readManifests('\uFEFFa: {b: 1}\n')[0]?.locate(['a', 'b'])).toEqual(at(1, 5))
})
