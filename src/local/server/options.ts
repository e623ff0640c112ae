import { type Problem, problem } from '../../admission/problem.ts'
import { writerName } from '../apply/writer-name.ts'
import type { FieldValidation } from '../kinds/kind.ts'
import { mediaType } from './body.ts'
import { badRequest, forbiddenOption, invalidOption } from './refusal.ts'

/** How a write is meant, from its query. */
export type WriteOptions = {
  readonly isDryRun: boolean
  readonly fieldValidation: FieldValidation
  /** Who sets the fields. */
  readonly manager: string
  readonly isForced: boolean
}

const optionsKinds: { readonly [method: string]: string } = {
  POST: 'CreateOptions',
  PUT: 'UpdateOptions',
  PATCH: 'PatchOptions',
}

export function writeOptionsIn(
  method: string,
  query: URLSearchParams,
  { userAgent, contentType }: { readonly userAgent: string; readonly contentType: string },
): WriteOptions {
  const kind = optionsKinds[method] ?? 'UpdateOptions'
  const fieldValidation = query.get('fieldValidation') || 'Warn'
  const named = query.get('fieldManager') ?? ''
  const isDryRun = isDry(kind, query.getAll('dryRun'))
  if (!isOneOf(validations, fieldValidation)) {
    throw invalidOption(
      kind,
      notSupported('fieldValidation', fieldValidation, ['', ...validations]),
    )
  }
  checkWriter(kind, named)
  const isApply = mediaType(contentType).startsWith('application/apply-patch')
  if (method === 'PATCH' && !isApply && query.get('force') !== null) {
    throw invalidOption(kind, forbiddenOption('force', 'may not be specified for non-apply patch'))
  }
  return {
    isDryRun,
    fieldValidation,
    manager: writerName(named, userAgent),
    isForced: isTrue(query.get('force')),
  }
}

function checkWriter(kind: string, name: string): void {
  const detail = 'may not be more than 128 bytes'
  if (name.length > 128) {
    throw invalidOption(kind, problem(at('fieldManager'), 'FieldValueTooLong', { detail }))
  }
  const i = Array.from(name).findIndex((letter) => /\p{C}/u.test(letter))
  if (i < 0) return
  const code = (name.codePointAt(i) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const strange = `invalid character U+${code} (at position ${i})`
  const wrong = { value: name, detail: strange }
  throw invalidOption(kind, problem(at('fieldManager'), 'FieldValueInvalid', wrong))
}

export function isDry(kind: string, asked: readonly string[]): boolean {
  if (asked.length === 0) return false
  if (asked.every((word) => word === 'All')) return true
  throw invalidOption(kind, notSupported('dryRun', asked, ['All']))
}

const validations = ['Ignore', 'Strict', 'Warn'] as const

const isOneOf = <T extends string>(all: readonly T[], word: string): word is T =>
  all.some((one) => one === word)

const at = (field: string) => ({ path: [field], field })

export function notSupported(
  field: string,
  value: string | readonly string[],
  supported: readonly string[],
): Problem {
  const detail = `supported values: ${supported.map((word) => `"${word}"`).join(', ')}`
  return problem(at(field), 'FieldValueNotSupported', { value, detail })
}

/** `limit=x` is refused, and so is a negative one where it makes no sense. */
export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  if (!/^[-+]?\d+$/.test(text)) {
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  }
  return Number(text)
}

/** Whatever is said is a yes, but for `false` and 0. */
export const isTrue = (text: string | null): boolean =>
  text !== null && text !== '0' && text.toLowerCase() !== 'false'
