import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { ContenderError, saidBy } from '../../errors.ts'
import type { Part } from '../../evidence/checkpoint/check-point.ts'

/** A part, packed. */
export type Packed = { readonly name: string; readonly bytes: Buffer }

const [pack, unpack] = [promisify(gzip), promisify(gunzip)]

/** The same text is the same bytes. */
export const packed = async ({ name, text }: Part): Promise<Packed> => ({
  name,
  bytes: await pack(text, { level: 6 }),
})

/** Throws `EvidenceCorrupt`. */
export async function unpacked({ name, bytes }: Packed): Promise<Part> {
  try {
    return { name, text: (await unpack(bytes, { maxOutputLength: mostCharacters })).toString() }
  } catch (cause) {
    const why = `the part ${name} of the check-point cannot be unpacked: ${saidBy(cause)}`
    throw new ContenderError('EvidenceCorrupt', why)
  }
}

/** A text has no room for more. */
const mostCharacters = 2 ** 29 - 24
