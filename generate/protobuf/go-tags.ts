/** What the struct of a message says of a field, and the message does not. */
export type GoTag = {
  /** Empty where the field's own fields stand in its place. */
  readonly name: string
  readonly isPointer: boolean
}

/** By the name of the struct, then by the number of the field. */
export type GoTags = { readonly [struct: string]: { readonly [number: string]: GoTag } }

/** From the text of a package: `Name string ‹json:"name,omitempty" protobuf:"bytes,1,opt,name=name"›` */
export function tagsIn(go: string): GoTags {
  const structs = [...go.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)]
  return Object.fromEntries(
    structs.map(([, struct = '', body = '']) => [
      struct,
      Object.fromEntries(body.split('\n').flatMap(tagIn)),
    ]),
  )
}

const form = /^\t(\w\S*)\s+(?:(\S+)\s+)?`.*?json:"([^",]*).*?protobuf:"\w+,(\d+)/

function tagIn(line: string): readonly (readonly [string, GoTag])[] {
  const [, first = '', type = first, name = '', number] = form.exec(line) ?? []
  return number === undefined ? [] : [[number, { name, isPointer: type.startsWith('*') }]]
}
