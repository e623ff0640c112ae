import { beforeAll, expect, inject, it } from 'vitest'
import { createAdmission } from '../../../src/admission/admission.ts'
import { crd } from '../../../src/api/crd.ts'
import { lintText } from '../../../src/lint/lint.ts'
import { createClient } from '../client.ts'
import { experimentsPath, installCrd, kubectl } from '../kubectl.ts'

const admission = createAdmission(crd)
beforeAll(async () => {
  await installCrd()
})

const sound = `apiVersion: contender.dev/v1alpha1
kind: ModelExperiment
metadata:
  name: signals
spec:
  task: Classification
  champion: v3
  variants:
    - name: v3
      model: { uri: "s3://m/3.onnx" }
  metrics:
    - { name: f1, kind: F1, role: Objective, positiveLabel: "1", outcomeDelay: 1h }
`
const by = (text: string, other: string) => {
  expect(sound).toContain(text)
  return sound.replace(text, other)
}
const label = (text: string) => by('positiveLabel: "1"', `positiveLabel: "${text}"`)
const annotated = (value: string) =>
  by('name: signals', `name: signals\n  annotations: { a: ${value} }`)

/** What the reading of a text decides, beyond the rules: all of it must end as on the real server. */
const texts: readonly (readonly [name: string, text: string])[] = [
  ['the manifest as it is', sound],
  ['16 astral characters, where 64 bytes may stand', label('😀'.repeat(16))],
  ['17 astral characters', label('😀'.repeat(17))],
  ['128 astral characters, where 128 may stand for the schema', label('😀'.repeat(128))],
  ['129 astral characters', label('😀'.repeat(129))],
  ['128 letters of two code points each', label('é'.repeat(128))],
  ['a line break at the end of a name', by('champion: v3', 'champion: "v3\\n"')],
  ['a Cyrillic letter in a name', by('champion: v3', 'champion: "с3"')],
  ['an escaped NUL', label('\\0')],
  ['an integer beyond 2^53 where text is asked', by('"1"', '9007199254740993')],
  [
    'an integer beyond 2^53 as replicas',
    by('model: {', 'replicas: 9007199254740993\n      model: {'),
  ],
  [
    'an integer beyond 64 bits as replicas',
    by('model: {', 'replicas: 92233720368547758080\n      model: {'),
  ],
  ['replicas as a float that is whole', by('model: {', 'replicas: 2.0\n      model: {')],
  ['replicas as a float that is not', by('model: {', 'replicas: 2.5\n      model: {')],
  ['replicas as an octal number', by('model: {', 'replicas: 010\n      model: {')],
  ['replicas with underscores', by('model: {', 'replicas: 1_0\n      model: {')],
  ['a name that is a boolean to kubectl', by('name: v3\n', 'name: on\n')],
  ['a name that is a number', by('name: v3\n', 'name: 3\n')],
  [
    'an anchor and an alias',
    by('champion: v3', 'champion: &c v3').replace('name: v3\n', 'name: *c\n'),
  ],
  ['an alias to nowhere', by('champion: v3', 'champion: *c')],
  ['a merge key', by('model: {', 'model: { <<: { version: "7" },')],
  ['a tab as indentation', by('  champion', '\tchampion')],
  ['a tab between key and value', by('champion: v3', 'champion:\tv3')],
  ['a tab in a comment', by('champion: v3', 'champion: v3 #\tx')],
  ['empty documents before and after', `---\n# nothing\n---\n${sound}---\n\n---\n`],
  ['a byte order mark', `\uFEFF${sound}`],
  ['lines that end in CR LF', sound.replaceAll('\n', '\r\n')],
  ['null where nothing need be', by('champion: v3', 'champion: v3\n  prediction: null')],
  ['null where a default is', by('champion: v3', 'champion: v3\n  decision: ~')],
  ['null where something must be', by('champion: v3', 'champion:')],
  ['five megabytes of comments', `${sound}# ${'x'.repeat(99)}\n`.padEnd(5_000_000, '# y\n')],
  ['five megabytes in an annotation', annotated(`"${'x'.repeat(5_000_000)}"`)],
  ['200 kilobytes in an annotation', annotated(`"${'x'.repeat(200_000)}"`)],
]

it.each(texts)('ends as on the real server: %s', async (_, text) => {
  const args = ['create', '--dry-run=server', '-o', 'name', '-f', '-']
  const { code, err } = await kubectl(args, text)
  const { findings } = lintText(admission, 'x', text)
  const problems = findings.filter(({ level }) => level === 'problem')
  expect({ isRefused: problems.length > 0 }, `kubectl: ${err}`).toEqual({ isRefused: code !== 0 })
})

it.each([
  ['a key that comes twice', by('champion: v3', 'champion: v3\n  champion: v3')],
  ['a key that comes twice in braces', by('{ uri:', '{ uri: "s3://a/b", uri:')],
])('is as strict as the real server is with YAML, and stricter than kubectl: %s', async (_, text) => {
  const client = createClient(inject('apiServer'))
  const path = `${experimentsPath}?dryRun=All&fieldValidation=Strict`
  const post = (body: string) =>
    client.request('POST', path, { body, contentType: 'application/yaml' })
  expect(await post(sound)).toMatchObject({ status: 201 })
  expect(await post(text)).toMatchObject({ status: 400 })
  client.close()
  expect(lintText(admission, 'x', text).findings).toMatchObject([{ level: 'problem' }])
})
