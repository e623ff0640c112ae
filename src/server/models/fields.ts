import { ContenderError } from '../../errors.ts'
import { placeOf } from '../../origins/uri.ts'
import type { Wanted } from './wanted.ts'

type Field = {
  readonly isRequired: boolean
  /** What is wrong with a text; nothing where it may be. */
  readonly wrongWith: (text: string) => string | undefined
}

/** What the settings of a model may hold. */
export const modelFields: { readonly [field in keyof Required<Wanted>]: Field } = {
  name: { isRequired: true, wrongWith: wrongWithName },
  uri: { isRequired: true, wrongWith: wrongWithUri },
  sha256: { isRequired: false, wrongWith: wrongWithDigest },
  seen: { isRequired: false, wrongWith: wrongWithDigest },
  version: { isRequired: false, wrongWith: wrongWithName },
}

/** Names and versions are parts of paths, and must be the same however a client writes them. */
export function wrongWithName(text: string): string | undefined {
  if (/^[a-z0-9_][a-z0-9._-]{0,62}$/i.test(text)) return undefined
  return 'has up to 63 letters, digits, _, - and dots, and begins with none of the last two'
}

function wrongWithDigest(text: string): string | undefined {
  return /^(sha256:)?[0-9a-f]{64}$/i.test(text) ? undefined : 'is 64 hexadecimal digits'
}

function wrongWithUri(text: string): string | undefined {
  try {
    placeOf(text)
    return undefined
  } catch (cause) {
    if (cause instanceof ContenderError) return `is no URI of a model: ${cause.message}`
    throw cause
  }
}
