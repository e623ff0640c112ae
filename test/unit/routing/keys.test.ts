import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ContenderError } from '../../../src/errors.ts'
import { keyOf, ringOf } from '../../../src/routing/keys.ts'
import { keysIn } from '../../../src/routing/mounted-keys.ts'
import { macKey } from '../../../src/routing/receipt-mac.ts'

const secret = (byte: number, length = 32) => Buffer.alloc(length, byte).toString('base64')

/** What is said of it, and that it is said under the right name. */
function wrongWith(value: unknown): string {
  try {
    keysIn(value)
  } catch (cause) {
    if (cause instanceof ContenderError && cause.code === 'KeysInvalid') return cause.message
    throw cause
  }
  throw new Error('nothing is')
}

describe('keys', () => {
  it('are ids with secrets, made ready', () => {
    const keys = keysIn({ k1: secret(1), 'a-key-id-of-16-c': `${secret(2, 48)}\n` })
    expect([...keys.keys()]).toEqual(['k1', 'a-key-id-of-16-c'])
    expect(keys.get('k1')).toEqual(keyOf('k1', Buffer.alloc(32, 1)))
    expect(keys.get('a-key-id-of-16-c')).toEqual(keyOf('a-key-id-of-16-c', Buffer.alloc(48, 2)))
  })

  it.each([
    [null, 'it is no mapping of key ids to secrets'],
    ['k1', 'it is no mapping of key ids to secrets'],
    [[secret(1)], 'it is no mapping of key ids to secrets'],
    [{}, 'it is empty: name one key at least'],
    [{ K1: secret(1) }, '"K1": an id has 1 to 16 lower-case letters, digits and -'],
    [{ '': secret(1) }, '"": an id has 1 to 16 lower-case letters, digits and -'],
    [
      JSON.parse(`{"__proto__": "${secret(1)}"}`),
      '"__proto__": an id has 1 to 16 lower-case letters, digits and -',
    ],
    [{ k1: 1 }, 'k1: is no text: a secret is base64'],
    [{ k1: null }, 'k1: is no text: a secret is base64'],
    [{ k1: '' }, 'k1: has 0 bytes of 32'],
    [{ k1: secret(1, 31) }, 'k1: has 31 bytes of 32'],
    [{ k1: `${secret(1)}!` }, 'k1: is not base64'],
    [{ k1: Buffer.alloc(32, 0xff).toString('base64url') }, 'k1: is not base64'],
    [
      { k1: secret(1), k2: `${secret(1)}\n` },
      'k2: is the same secret as that of k1: a new key has a new one',
    ],
    [{ k1: 1, k2: 1 }, 'k1: is no text: a secret is base64; k2: is no text: a secret is base64'],
    [
      Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`k${n}`, n])),
      /; k4: [^;]+; and 2 more$/,
    ],
  ])('that are %j are refused, and it is said where', (value, expected) => {
    expect(wrongWith(value)).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    )
  })

  it('are never said, not even where somebody has confused id and secret', () => {
    const known = randomBytes(32).toString('base64')
    const short = randomBytes(16).toString('base64')
    const messages = [
      { [known]: 'k1' },
      { k1: short },
      { k1: known, k2: known },
      { k1: `${known}?` },
    ].map(wrongWith)
    for (const message of messages) {
      expect(message).not.toContain(known.slice(0, 8))
      expect(message).not.toContain(short.slice(0, 8))
    }
    expect(messages[0]).toContain('id 1, of 44 characters: an id has 1 to 16')
  })
})

describe('of one secret', () => {
  const bytes = randomBytes(32)
  const key = keyOf('k1', bytes)

  it('each purpose has a key of its own', () => {
    expect(key.receipts).not.toEqual(macKey(bytes))
    expect(key.receipts).not.toEqual(macKey(key.admin))
    expect(Buffer.from(key.admin).equals(bytes)).toBe(false)
  })

  it('it is what HKDF expands', () => {
    // Node extracts first. With the extraction made by hand, both are the same.
    const salt = Buffer.alloc(32, 7)
    const extracted = createHmac('sha256', salt).update(bytes).digest()
    const expanded = (info: string) => Buffer.from(hkdfSync('sha256', bytes, salt, info, 32))
    const made = keyOf('k1', extracted)
    expect(made.receipts).toEqual(macKey(expanded('contender.dev/receipts')))
    expect(made.admin).toEqual(expanded('contender.dev/admin'))
  })
})

describe('of the keys that are there, a plan', () => {
  const keys = keysIn({ k1: secret(1), k2: secret(2), k3: secret(3) })

  it('names one that signs and those that are honoured', () => {
    const ring = ringOf(keys, { sign: 'k2', accept: ['k1', 'k2'] })
    expect(ring.sign.id).toBe('k2')
    expect([...ring.accept.keys()].sort()).toEqual(['k1', 'k2'])
    expect(ring.missing).toEqual([])
  })

  it('always honours what it signs', () => {
    expect([...ringOf(keys, { sign: 'k3', accept: ['k1'] }).accept.keys()].sort()).toEqual([
      'k1',
      'k3',
    ])
  })

  it('may honour one that is not mounted: it does without, and says so', () => {
    const ring = ringOf(keys, { sign: 'k1', accept: ['k1', 'k0'] })
    expect([...ring.accept.keys()]).toEqual(['k1'])
    expect(ring.missing).toEqual(['k0'])
  })

  it('cannot sign with one that is not', () => {
    expect(() => ringOf(keys, { sign: 'k9', accept: ['k1'] })).toThrow(
      expect.objectContaining({
        code: 'KeyMissing',
        message: 'the key k9 is to sign, and is not mounted',
      }),
    )
  })
})
