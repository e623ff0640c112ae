import { generateKeyPairSync, sign } from 'node:crypto'

type Pair = { readonly cert: string; readonly key: string }

/**
 * A new certificate for 127.0.0.1, as PEM, signed with its own key: it is also the authority to trust.
 * Node reads certificates but makes none, hence the DER by hand (RFC 5280).
 */
export function createOwnCertificate(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('127.0.0.1')))))
  const always = sequence(utcTime('000101000000Z'), utcTime('491231235959Z'))
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const parts = [version3, serial, ecdsaWithSha256, name, always, name, key, extensions]
  const signed = sequence(...parts)
  const signature = der(0x03, Buffer.of(0), sign('sha256', signed, privateKey))
  const body = sequence(signed, ecdsaWithSha256, signature).toString('base64')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${body.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** A tag, a length and a content of less than 64 KiB. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const long = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...(length < 128 ? [length] : long)), content])
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return der(0x30, ...contents)
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

function utcTime(text: string): Buffer {
  return der(0x17, Buffer.from(text))
}

const commonName = oid('550403')
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const version3 = der(0xa0, der(0x02, Buffer.of(2)))
const serial = der(0x02, Buffer.of(1))
const isTrue = der(0x01, Buffer.of(0xff))
const basicConstraints = sequence(oid('551d13'), isTrue, der(0x04, sequence(isTrue)))
const loopback = sequence(der(0x87, Buffer.of(127, 0, 0, 1)))
const alternativeName = sequence(oid('551d11'), der(0x04, loopback))
const extensions = der(0xa3, sequence(basicConstraints, alternativeName))
