import type { FieldSchema } from '../field-schema.ts'

/** How Go's decoder calls the type of a value: `v1.PodSpec`, `[]v1.Container`, `map[string]string`. */
export function goTypeNameOf({
  goType,
  type,
  format,
  items,
  additionalProperties,
}: FieldSchema): string {
  if (goType !== undefined) return goType
  if (items) return `[]${goTypeNameOf(items)}`
  if (additionalProperties) return `map[string]${goTypeNameOf(additionalProperties)}`
  if (format === 'byte') return '[]uint8'
  return names[type ?? ''] ?? format ?? 'string'
}

const names: { readonly [type: string]: string } = { string: 'string', boolean: 'bool' }
