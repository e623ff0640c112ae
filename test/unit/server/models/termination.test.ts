import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ContenderError } from '../../../../src/errors.ts'
import { systemFiles } from '../../../../src/server/models/files.ts'
import {
  failing,
  type Standing,
  unready,
  wrongLines,
} from '../../../../src/server/models/standing.ts'
import { lastLines, startOf } from '../../../../src/server/models/start.ts'
import { createTermination } from '../../../../src/server/models/termination.ts'
import { newFolder } from '../../origins/given.ts'

const row: Standing = {
  ...{
    name: 'iris',
    version: '1',
    ready: true,
    served: true,
    awaited: true,
    digest: '9f',
    place: 'Inline',
  },
  ...{ failure: undefined, changed: undefined, tries: 0 },
}
const failure = { code: 'ModelMissing', message: 'file:///a: there is no such file' }
const changed = { code: 'ModelDigestChanged', message: 'file:///b: its sha256 was 1 and is 2' }

it('has one line for each thing that is wrong', () => {
  expect(wrongLines([row])).toEqual([])
  expect(
    wrongLines([row, { ...row, failure }, { ...row, failure }, { ...row, name: 'wine', changed }]),
  ).toEqual([
    'iris: ModelMissing: file:///a: there is no such file',
    'wine: ModelDigestChanged: file:///b: its sha256 was 1 and is 2',
  ])
})

it('is unready for what doesn’t answer, and not for what goes on with what was there', () => {
  const away = { ...row, ready: false, served: false }
  expect(unready([row, { ...row, failure, ready: false }, { ...row, changed }])).toBeUndefined()
  expect(unready([row, { ...away, failure }])).toBe(
    'iris: ModelMissing: file:///a: there is no such file',
  )
  expect(unready([row, { ...away, awaited: false, failure }])).toBeUndefined()
  expect(unready([away, { ...away, name: 'wine' }])).toBe(
    'iris is being loaded; wine is being loaded',
  )
})

it('names once for whoever counts what fails and what has changed', () => {
  expect(failing([row])).toEqual([])
  expect(
    failing([
      { ...row, failure },
      { ...row, failure, version: '2' },
      { ...row, failure, changed },
    ]),
  ).toEqual([
    { name: 'iris', code: 'ModelMissing' },
    { name: 'iris', code: 'ModelDigestChanged' },
  ])
})

it('says once why a start has failed, whatever it keeps from being', () => {
  const failed = { ...row, ready: false, failure }
  const said = (standing: readonly Standing[]) => `${startOf(standing)}`
  expect(said([failed, { ...failed, version: '2' }])).toMatch(/: iris: [^;]+there is no such file$/)
  expect(said([failed, { ...failed, name: 'wine' }, { ...failed, name: 'wine' }])).toMatch(
    /: iris: [^;]+; wine: ModelMissing: [^;]+$/,
  )
})

it('ends with why a start has failed, and says it once where that is a model', () => {
  const invalid = new ContenderError('SettingsInvalid', 'f:1: models is a list')
  const missing = new ContenderError('ModelMissing', `iris: ${failure.message}`)
  const lines = ['iris: ModelMissing: file:///a: there is no such file']
  const failed = [{ ...row, ready: false, failure }]
  expect(lastLines([], invalid)).toEqual(['SettingsInvalid: f:1: models is a list'])
  expect(lastLines(failed, missing)).toEqual(lines)
  expect(lastLines(failed, new Error('a bug'))).toEqual(['InternalError: a bug', ...lines])
})

it('writes what is wrong, and empties it when all is well', async () => {
  const path = join(newFolder(), 'termination-log')
  const termination = createTermination(path, { ...systemFiles, trouble: () => expect.fail() })
  const now = async (lines: readonly string[]) => {
    termination.write(lines)
    await termination.written()
    return readFileSync(path, 'utf8')
  }
  expect(await now([])).toBe('')
  expect(await now(['a: b', 'c: d'])).toBe('a: b\nc: d\n')
  expect(await now(['e'])).toBe('e\n')
  expect(await now([])).toBe('')
})

it('writes one at a time, only what is newest, and nothing twice', async () => {
  const written: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const writeFile = (_: string, text: string) => {
    written.push(text)
    return promise
  }
  const termination = createTermination('', { writeFile, trouble: () => {} })
  for (const line of ['a', 'b', 'c', 'c']) termination.write([line])
  resolve()
  await termination.written()
  termination.write(['c'])
  await termination.written()
  expect(written).toEqual(['a\n', 'c\n'])
})

it('writes what comes in the same turn as what is there already', async () => {
  const written: string[] = []
  const writeFile = async (_: string, text: string) => void written.push(text)
  const termination = createTermination('', { writeFile, trouble: () => {} })
  termination.write([])
  await termination.written()
  for (const lines of [[], ['a']]) termination.write(lines)
  await termination.written()
  expect(written).toEqual(['', 'a\n'])
})

it('tells once that it can’t be written, and tries again with what comes next', async () => {
  const troubles: string[] = []
  const path = join(newFolder(), 'no such folder', 'termination-log')
  const termination = createTermination(path, {
    ...systemFiles,
    trouble: (said) => void troubles.push(said),
  })
  for (const line of ['a', 'b']) {
    termination.write([line])
    await termination.written()
  }
  expect(troubles).toEqual([expect.stringMatching(/^ENOENT/)])
})

it('keeps within what Kubernetes keeps, and ends with a whole character', async () => {
  const path = join(newFolder(), 'termination-log')
  const termination = createTermination(path, { ...systemFiles, trouble: () => {} })
  termination.write([`a${'€'.repeat(2_000)}`])
  await termination.written()
  const text = readFileSync(path, 'utf8')
  expect([Buffer.byteLength(text), text.at(-1)]).toEqual([4_096, '€'])
})
