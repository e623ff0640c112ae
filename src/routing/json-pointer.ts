import { isJsonObject, type Json } from '../api/json.ts'

/**
 * What a JSON pointer (RFC 6901) finds in a document, if anything. Inherited fields are none, nor is the place behind
 * the last item (`-`).
 */
export function createPointer(pointer: string): (document: Json | undefined) => Json | undefined {
  const steps = pointer.split('/').slice(1).map(unescaped)
  return (document) => steps.reduce<Json | undefined>(within, document)
}

function within(value: Json | undefined, step: string): Json | undefined {
  if (isList(value)) return nth.test(step) ? value[Number(step)] : undefined
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
}

/** In this order: `~01` is `~1`. */
const unescaped = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~')

const nth = /^(0|[1-9][0-9]*)$/

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
