import type { Property } from './definitions.ts'

/** How Go's JSON decoder calls the type of a value that is neither a list nor a map. */
export function goTypeOf({ $ref, type = '', format = '' }: Property): string {
  if ($ref !== undefined) return inPackages[$ref] ?? $ref.split('.').slice(-2).join('.')
  if (format === 'byte') return '[]uint8'
  return scalars[type] ?? format
}

const inPackages: { readonly [name: string]: string } = {
  Quantity: 'resource.Quantity',
  IntOrString: 'intstr.IntOrString',
  Time: 'v1.Time',
  MicroTime: 'v1.MicroTime',
  FieldsV1: 'v1.FieldsV1',
}

const scalars: { readonly [type: string]: string } = { string: 'string', boolean: 'bool' }
