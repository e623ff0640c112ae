import { expect, it } from 'vitest'
import { modelsIn } from '../../../../src/server/models/settings.ts'
import { refusalOf } from './given.ts'

const digest = '9f'.repeat(32)

it('reads what is wanted, as YAML or JSON', () => {
  const models = [
    { name: 'iris', uri: 's3://models/iris/4.onnx', sha256: digest, version: '4' },
    { name: 'iris', uri: 'https://models.example/5.onnx?token=a', seen: `sha256:${digest}` },
    { name: 'Wine_2.0-b', uri: 'file:///models/wine.onnx' },
  ]
  const yaml = models.map((model) => `- ${JSON.stringify(model)}`).join('\n')
  expect(modelsIn(`# ours\nmodels:\n${yaml}\n`, 'f')).toEqual(models)
  expect(modelsIn(JSON.stringify({ models }), 'f')).toEqual(models)
})

it('takes a path from the folder of the file on', () => {
  const text = 'models:\n- { name: a, uri: a.onnx }\n- { name: b, uri: ../b c.onnx }\n'
  expect(modelsIn(`${text}- { name: c, uri: /c.onnx }`, '/etc/models/f.yaml')).toEqual([
    { name: 'a', uri: 'file:///etc/models/a.onnx' },
    { name: 'b', uri: 'file:///etc/b%20c.onnx' },
    { name: 'c', uri: 'file:///c.onnx' },
  ])
})

const iris = '- { name: iris, uri: file:///a }'

it.each([
  ['', 'f: is empty; it has a list of models'],
  ['models: []\n---\nmodels: []', 'f:3: one document is enough'],
  ['models: [', /^f:1: /],
  ['- iris', 'f:1: it is no mapping with a list of models'],
  ['models: iris', 'f:1: models is a list'],
  ['models: []', 'f:1: models is empty: name one at least'],
  ['modles: []', /^f:1: modles is unknown; known is models; f:1: models is a list$/],
  ['models:\n- iris', 'f:2: models[0] is no mapping with name and uri'],
  ['models:\n- name: iris', 'f:2: models[0] has no uri'],
  ['models:\n- name: a\n  name: b\n  uri: file:///a', /^f:3: /],
  [
    'models:\n- name: iris\n  uri: file:///a\n  sha265: a',
    'f:4: models[0].sha265 is unknown; known is name, uri, sha256, seen, version',
  ],
  [
    `models:\n${iris}\n- name: iris/2\n  uri: file:///a`,
    /^f:3: models\[1\]\.name has up to 63 letters/,
  ],
  [
    'models:\n- name: iris\n  uri: file:///a\n  version: 4',
    'f:4: models[0].version is text: write it in quotes',
  ],
  [
    'models:\n- name: iris\n  uri: file:///a\n  sha256: 9f',
    'f:4: models[0].sha256 is 64 hexadecimal digits',
  ],
  [
    'models:\n- name: iris\n  uri: gs://models/iris.onnx',
    'f:3: models[0].uri is no URI of a model: gs://models/iris.onnx begins with none of file:, http:, https:, s3:',
  ],
  ['models:\n- name: iris\n  uri: ""', /^f:3: models\[0\]\.uri is no URI of a model: /],
  [
    'models:\n- { name: a, uri: a.onnx }\n- { name: a, uri: ./a.onnx }',
    'f:3: models[1] is the same name and version as models[0]',
  ],
  [`models:\n${iris}\n${iris}`, 'f:3: models[1] is the same name and version as models[0]'],
  [
    'models:\n- { name: a, uri: file:///a, version: "1" }\n- { name: a, uri: file:///b, version: "1" }',
    'f:3: models[1] is the same name and version as models[0]',
  ],
])('refuses %j', (text, message) => {
  const refusal = refusalOf(() => modelsIn(text, 'f'))
  expect(refusal.code).toBe('SettingsInvalid')
  if (typeof message === 'string') expect(refusal.message).toBe(message)
  else expect(refusal.message).toMatch(message)
})

it.each([
  '.',
  '..',
  '.hidden',
  '-x',
  'a/b',
  'a b',
  'é',
  '',
  'a'.repeat(64),
])('takes no name %j', (name) => {
  const text = JSON.stringify({ models: [{ name, uri: 'file:///a' }] })
  expect(refusalOf(() => modelsIn(text, 'f')).code).toBe('SettingsInvalid')
})

it('tells the first problems, and how many more there are', () => {
  const text = JSON.stringify({ models: Array.from({ length: 8 }, () => ({ name: 'iris' })) })
  const { message } = refusalOf(() => modelsIn(text, 'f'))
  expect(message.split('; ')).toHaveLength(6)
  expect(message).toMatch(/and 3 more$/)
})

it('never tells a secret in a URI that is none', () => {
  const text = 'models:\n- { name: iris, uri: "https://user:secret@host/a?token=secret" }'
  expect(refusalOf(() => modelsIn(text, 'f')).message).not.toMatch(/secret@|token/)
})
