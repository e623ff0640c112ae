import { expect, it } from 'vitest'
import { createRelocation } from '../../../../../src/local/kubelet/program/mounts.ts'

const relocate = createRelocation([
  { path: '/models', folder: '/state/models' },
  { path: '/models/large/', folder: '/state/large' },
  { path: '/etc/a.b', folder: '/state/$&' },
  { path: '/state', folder: '/elsewhere' },
])

it.each([
  ['/models', '/state/models'],
  ['/models/1.onnx', '/state/models/1.onnx'],
  ['--from=/models/1.onnx', '--from=/state/models/1.onnx'],
  ['file:///models/1.onnx', 'file:///state/models/1.onnx'],
  ['/models:/models/large/2', '/state/models:/state/large/2'],
  ['a,/models,/models', 'a,/state/models,/state/models'],
  ['cat /models/x; ls "/models"', 'cat /state/models/x; ls "/state/models"'],
  ['/etc/a.b', '/state/$&'],
])('finds the path in %s', (text, expected) => expect(relocate(text)).toBe(expected))

it.each([
  '/modelsabc',
  '/var/models',
  'http://host/models',
  'my/models',
  '/etc/axb',
  '/Models',
  '',
])('leaves %j as it is', (text) => expect(relocate(text)).toBe(text))

it('puts nothing in the place of what it has put there itself', () =>
  expect(relocate('/models /state')).toBe('/state/models /elsewhere'))
