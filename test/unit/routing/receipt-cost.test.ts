import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

const urlOf = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

/**
 * Nanoseconds of one, in the best of many short runs, since others share the machine; and in a program of its own: within
 * vitest every call from one module to another costs more.
 */
const script = `
  import { createHmac, createSecretKey } from 'node:crypto'
  import { readReceipt, writeReceipt } from ${urlOf('../../../src/routing/receipt.ts')}
  import { bodyOf, k1, k2, keysOf, termsOf, typical } from ${urlOf('receipts.ts')}

  const receipts = Array.from({ length: 1_000 }, (_, n) => ({ ...typical, sequence: n }))
  const texts = receipts.map((receipt) => writeReceipt(receipt, k1))
  const forged = texts.map((text) => text.slice(0, -9) + (text.at(-9) === 'A' ? 'B' : 'A') + text.slice(-8))
  const [keys, terms, body] = [keysOf(k1, k2), termsOf(typical), bodyOf(typical)]
  const secret = createSecretKey(Buffer.alloc(32, 7))

  function costOf(one) {
    const runs = Array.from({ length: 1_000 }, (_, run) => {
      const began = process.hrtime.bigint()
      for (let nth = 0; nth < 100; nth++) one((run * 100 + nth) % 1_000)
      return Number(process.hrtime.bigint() - began) / 100
    })
    return Math.round(Math.min(...runs))
  }

  const costs = {
    signed: costOf((nth) => writeReceipt(receipts[nth], k1)),
    checked: costOf((nth) => readReceipt(texts[nth], keys, terms)),
    refused: costOf((nth) => readReceipt(forged[nth], keys, terms)),
    byNode: costOf(() => createHmac('sha256', secret).update(body).digest()),
  }
  const names = new Set(forged.map((text) => readReceipt(text, keys, terms).refused))
  process.stdout.write(JSON.stringify({ costs, names: [...names] }))`

it('costs a few microseconds (printed, since each machine has its own)', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script])
  const { costs, names } = JSON.parse(`${said}`)
  const { signed, checked, refused, byNode } = costs
  process.stderr.write(
    `receipts: signed in ${signed} ns, checked in ${checked} ns, refused in ${refused} ns; Node’s own HMAC by itself takes ${byNode} ns\n`,
  )
  expect(names).toEqual(['ReceiptTampered'])
})
