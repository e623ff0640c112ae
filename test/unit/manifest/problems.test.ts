import { expect, it } from 'vitest'
import { readManifests } from '../../../src/manifest/manifest.ts'

const problemsOf = (text: string) =>
  readManifests(text).flatMap(({ problems }) =>
    problems.map(({ at, path, message }) => {
      return `${at.line}:${at.column}: ${path ? `${path.join('.')}: ` : ''}${message}`
    }),
  )

const twice = 'the key is given twice; kubectl keeps only the last one'

it.each([
  ['a: 1\nb: {c: 1, c: 2}\na: 3\n', [`2:11: b.c: ${twice}`, `3:1: a: ${twice}`]],
  ['1: a\n"1": b\n', [`2:1: 1: ${twice}`]],
  ['{"a": {"b": 1, "b": 2}}', [`1:16: a.b: ${twice}`]],
  ['a: &x {b: 1, b: 2}\nc: *x\n', [`1:14: a.b: ${twice}`]],
  ['a: *x\n', ['1:4: the anchor x is unknown']],
  ['a: &x [*x]\n', ['1:8: a.0.0: the anchor x contains itself']],
  ['a: &x.y 1\n', ['1:9: an anchor is made of letters, digits, - and _']],
  ['a: [1, .nan]\n', ['1:8: a.1: JSON has no such number']],
  ['a: !!int x\n', ['1:1: a: the value is not what its tag says']],
  ['~: 1\n', ['1:1: a key must be a text, a boolean or a whole number; quote any other']],
  ['a: {1.5: x}\n', ['1:5: a: a key must be a text, a boolean or a whole number; quote any other']],
  [
    'a: !!binary aGk=\n',
    ['1:13: the tags !!binary and !!timestamp are not read here; write a text'],
  ],
  ['a: {<<: 1}\n', ['1:5: a: << takes a mapping or a list of them']],
  ['a: "b\\/"\n', ['1:6: YAML 1.1 has no such escape; double the \\']],
  ['a: {b: http://c?d}\n', ['1:8: a text with ? inside [] or {} must be quoted']],
  ['a:\n\tb: 1\n', ['2:1: Tabs are not allowed as indentation']],
  ['a: []\n\t\n', ['2:1: a tab cannot indent a line; use spaces']],
  [
    'a: |\n  \tb\n',
    ['2:3: the first line is indented with a tab; say by how many spaces, like |2'],
  ],
  ['a: 1\n--- b\n', ['2:1: only a comment may follow ---, not b']],
  ['{"a": tru}', ['1:7: expected a value, not t']],
  ['{"a": 1', ['1:8: expected , or }, not the end of the file']],
  ['{a: 1}', ['1:2: expected a key in double quotes, not a']],
  ['{"a": 1e999}', ['1:7: expected a number that a double can hold, not 1e999']],
])('says what is wrong with %j, and where', (text, problems) => {
  expect(problemsOf(text)).toEqual(problems)
})

it('reads a document with a repeated key all the same', () => {
  expect(readManifests('a: 1\na: 2\n')[0]?.value).toEqual({ a: 2 })
})

/**
 * Where we are stricter than kubectl 1.32, on purpose or for want of the `yaml` library's help: better
 * to complain of an odd manifest than to read it wrongly.
 */
it.each([
  ['text after the document, which kubectl ignores', ' a: 1\nb: 2\n'],
  ['brackets that go on left of their key', 'a: {\n  b: [1,\n2]}\n'],
  ['tabs as indentation inside brackets', 'a: {\n\tb: 1\n  }\n'],
  ['quotes that go on left of their key', 'a:\n  b: "c\nd"\n'],
  ['such quotes, cut off after two', "a:\n  b: 'c''\nd: '\n"],
  ['a lone - in brackets', 'a: [-]\n'],
  ['a key that ends in a colon', 'a: {b:}\n'],
  ['an alias and its colon without a space', '- &x a\n- {*x: 1}\n'],
  ['more than 300 levels', `---\n${'['.repeat(301)}${']'.repeat(301)}`],
])('complains of %s', (_, text) => {
  const unreadable = readManifests(text).filter(({ value }) => value === null)
  expect(unreadable).toHaveLength(1)
  expect(unreadable[0]?.problems).not.toEqual([])
})
