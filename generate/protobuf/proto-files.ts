/** A field as a .proto file has it; its type by the full name of a message, or of a scalar. */
export type ProtoField = {
  readonly number: string
  readonly name: string
  readonly type: string
  readonly how?: 'list' | 'map'
}

/** Messages by their full names: `k8s.io.api.core.v1.Pod`. */
export type ProtoMessages = { readonly [name: string]: readonly ProtoField[] }

/** As plain as the files that Kubernetes generates are: neither enums, nor groups, nor messages within messages. */
export function messagesIn(proto: string): ProtoMessages {
  const text = proto.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  const [, folder = ''] = /^package (\S+);/m.exec(text) ?? []
  const found = [...text.matchAll(/^message (\w+) \{([^{}]*)\}/gm)]
  if (found.length !== [...text.matchAll(/\{/g)].length)
    throw new Error(`${folder} is not so plain`)
  return Object.fromEntries(
    found.map(([, name = '', body = '']) => [`${folder}.${name}`, fieldsIn(body, folder)]),
  )
}

const fieldsIn = (body: string, folder: string): readonly ProtoField[] =>
  body
    .split(';')
    .filter((line) => line.trim() !== '')
    .map((line) => fieldIn(line, folder))

const form = /^\s*(?:(optional|repeated)\s+(\S+)|map<string,\s*(\S+)>)\s+(\w+)\s*=\s*(\d+)\s*$/

function fieldIn(line: string, folder: string): ProtoField {
  const [, label, type, valueType, name = '', number] = form.exec(line) ?? []
  if (number === undefined) throw new Error(`${folder} has a field of another form: ${line.trim()}`)
  return {
    number,
    name,
    type: fullName(type ?? valueType ?? '', folder),
    ...(label === undefined ? { how: 'map' } : label === 'repeated' ? { how: 'list' } : {}),
  }
}

const scalars: ReadonlySet<string> = new Set(['string', 'bytes', 'bool', 'int32', 'int64'])

function fullName(type: string, folder: string): string {
  if (scalars.has(type)) return type
  return type.includes('.') ? type.replace(/^\./, '') : `${folder}.${type}`
}
