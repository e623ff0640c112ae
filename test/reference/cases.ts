/** A question with a known answer; JSON has no number for Infinity and the like, so they are words. */
export type Case = {
  readonly id: string
  readonly fn: string
  readonly inputs: object
  readonly expected: object
  /** A leaf may be off by abs + rel · |expected|. */
  readonly tolerance: { readonly rel: number; readonly abs: number }
}

/** The cases of a file's text, or one line that says why there are none. */
export function parseCases(text: string, file: string): readonly Case[] | string {
  const found = parsed(text)
  if (found === undefined) return `${file}: not JSON`
  const isReference = typeof found === 'object' && found !== null && 'cases' in found
  if (!isReference || !('format' in found) || found.format !== 1) {
    return `${file}: not a file of reference cases of format 1`
  }
  const { cases } = found
  if (!Array.isArray(cases) || cases.length === 0) return `${file}: no cases`
  const flaw = cases.findIndex((each) => !isCase(each))
  return flaw < 0 ? cases : `${file}: cases[${flaw}] lacks id, fn, inputs, expected or tolerance`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isCase(each: unknown): each is Case {
  if (typeof each !== 'object' || each === null) return false
  const found = new Map<string, unknown>(Object.entries(each))
  const tolerance = found.get('tolerance')
  return (
    typeof found.get('id') === 'string' &&
    typeof found.get('fn') === 'string' &&
    isObject(found.get('inputs')) &&
    hasKeys(found.get('expected')) &&
    isObject(tolerance) &&
    ['rel', 'abs'].every((key) => isTolerance(new Map(Object.entries(tolerance)).get(key)))
  )
}

const isTolerance = (value: unknown) => Number.isFinite(value) && Number(value) >= 0
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const hasKeys = (value: unknown) => isObject(value) && Object.keys(value).length > 0
