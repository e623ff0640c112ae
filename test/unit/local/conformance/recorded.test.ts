import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { jsonText } from '../../../local/conformance/json-text.ts'
import { recordsIn } from '../../../local/conformance/recorded.ts'

const long = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`key${n}`, { n, list: [n] }]))

it('writes JSON in short lines that mean the same', () => {
  const value = {
    long,
    text: Array.from({ length: 9 }, () => 'a line of a text'),
    empty: {},
    none: null,
  }
  const written = jsonText(value)
  expect(JSON.parse(written)).toEqual(value)
  expect(Math.max(...written.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
})

it('reads what it wrote, and writes a body that comes again once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'contender-records-'))
  const records = recordsIn<{ readonly asked: string; readonly body?: unknown }>(folder)
  const steps = [{ asked: 'a', body: long }, { asked: 'b' }, { asked: 'c', body: long }]
  await records.write('some group', { 'a case': steps })
  expect(await records.read('some group')).toEqual({ 'a case': steps })
  const written = readFileSync(join(folder, 'some-group.json'), 'utf8')
  expect(written.split('key29').length).toBe(2)
  rmSync(folder, { recursive: true })
})
