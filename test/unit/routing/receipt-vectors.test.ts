import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { failures } from '../../../src/errors.ts'
import { keysIn } from '../../../src/routing/mounted-keys.ts'
import {
  type Receipt,
  readReceipt,
  type Terms,
  writeReceipt,
} from '../../../src/routing/receipt.ts'
import { tagOf } from '../../../src/routing/receipt-tag.ts'
import { itWithPython, runPython } from './python.ts'

const script = join(import.meta.dirname, 'receipt_vectors.py')
const docs = join(import.meta.dirname, '../../../docs/reference')
const published = join(docs, 'receipt-vectors.json')
const whole = readFileSync(published, 'utf8')
const vectors = JSON.parse(whole) as Vectors

type Vectors = {
  readonly keys: readonly { readonly id: string; readonly secret: string }[]
  readonly experiment: Parameters<typeof tagOf>[0]
  readonly terms: Terms
  readonly receipts: readonly Sound[]
  readonly refused: readonly Refused[]
}
type Sound = {
  readonly about: string
  readonly key: string
  readonly text: string
  readonly receipt: Receipt
}
type Refused = {
  readonly about: string
  readonly failure: string
  readonly text: string
  readonly terms?: Terms
}

const keys = keysIn(Object.fromEntries(vectors.keys.map(({ id, secret }) => [id, secret])))

describe('published', () => {
  it.each(vectors.receipts)('a receipt $about is written and read', ({ key, text, receipt }) => {
    const signing = keys.get(key)
    if (signing === undefined) throw new Error(`no key ${key}`)
    const complete = { ...receipt, unitHash: receipt.unitHash }
    const own = { tag: receipt.tag, nowMs: receipt.exposedAtMs, acceptForMs: 0 }
    expect(writeReceipt(complete, signing)).toBe(text)
    expect(readReceipt(text, keys, own)).toEqual(receipt)
  })

  it.each(vectors.refused)('one $about is $failure', ({ failure, text, terms = vectors.terms }) => {
    expect(readReceipt(text, keys, terms)).toMatchObject({ refused: failure })
  })

  it('for each way to be refused, and with what has a tag of its own', () => {
    const names = Object.keys(failures).filter((name) => name.startsWith('Receipt'))
    expect(new Set(vectors.refused.map(({ failure }) => failure))).toEqual(new Set(names))
    expect(tagOf(vectors.experiment)).toBe(vectors.terms.tag)
  })

  it('is never to change: whoever has receipts sends them for as long as they are honoured', () => {
    const [first] = vectors.receipts
    expect(first?.text).toBe(
      'AQJrMQwpQPYBoge9qcAPHi08S1ppeAADAAChEhkUZ3JhZGllbnQtYm9vc3RpbmctdjQfDJorFGxvZ2lzdGljLXJlZ3Jlc3Npb24zk8Hg1z_JmZmZmZmaBxOFAZwDPxboD-Azsd4FCWhpZ2gtcmlzaz_qAAAAAAAAF-X4AyO67UqeOeuAhYtpPg',
    )
    expect(readFileSync(join(docs, 'receipt.md'), 'utf8')).toContain(first?.text)
  })
})

const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
afterAll(() => rmSync(folder, { recursive: true }))

const readAgain = (file: string) => runPython(script, file)

describe('Python', () => {
  itWithPython('signs and reads them all, in forty lines', () => {
    expect(readFileSync(script, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40)
    expect(readAgain(published)).toEqual({ status: 0, stderr: '' })
  })

  itWithPython.each([
    ['a secret', /"secret": "dGhl/, '"secret": "dGhm'],
    ['a MAC', /(..)"(?=,\s+"receipt":)/, 'AA"'],
    ['a time', /"exposedAtMs": 1795426200000/, '"exposedAtMs": 1795426200001'],
    ['an instance', /0f1e2d3c4b5a6978/, '0f1e2d3c4b5a6979'],
    ['a sequence', /"sequence": 12884943122/, '"sequence": 12884943123'],
    ['a variant', /gradient-boosting-v4@1f0c9a2b/, 'gradient-boosting-v4@1f0c9a2c'],
    ['a way', /"Fallback"/, '"Normal"'],
    ['a propensity', /"propensity": 0.2/, '"propensity": 0.21'],
    ['a count', /"slice": 133/, '"slice": 134'],
    ['a unit hash', /0\.7158278826660156/, '0.7158278826660157'],
    ['a label', /"label": "high-risk"/, '"label": "low-risk"'],
    ['a reason', /"ReceiptExpired"/, '"ReceiptForeign"'],
    ['when it is read', /"nowMs": 1795426139999/, '"nowMs": 1795426140000'],
  ])('would notice a change of %s', (_, before, after) => {
    const vectorsFile = join(folder, 'changed.json')
    expect(whole).toMatch(before)
    writeFileSync(vectorsFile, whole.replace(before, after))
    const { status, stderr } = readAgain(vectorsFile)
    expect(status).toBe(1)
    expect(stderr).toContain('AssertionError')
  })
})
