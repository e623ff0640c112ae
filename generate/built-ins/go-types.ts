import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A field of a struct of Go, by its name in JSON. */
export type GoField = {
  /** As Go's JSON decoder calls it, without the star of a pointer: `v1.PullPolicy`, `[]v1.Container`. */
  readonly type: string
  readonly isPointer: boolean
  /** Whether Go leaves it out where it is empty: never, where that is no struct, or always. */
  readonly omits: 'nothing' | 'empty' | 'zero'
  /** The struct that holds the field, where its fields stand among those of another. */
  readonly embedded?: string
}

export type GoStructs = { readonly [name: string]: { readonly [field: string]: GoField } }

const module = join(import.meta.dirname, '../../test/cluster/server/build/kubernetes')

/**
 * The structs behind definitions of OpenAPI, by the names of those: `core.v1.Container`. What they have
 * and OpenAPI lacks: which empty values are kept, and how the decoder calls a type. Read from the modules
 * that the tests' API server is built of.
 */
export async function readGoStructs(): Promise<GoStructs> {
  const list = ['list', '-m', '-f', '{{.Dir}}', 'k8s.io/api', 'k8s.io/apimachinery']
  const { stdout } = await promisify(execFile)('go', list, { cwd: module })
  const [api = '', machinery = ''] = stdout.trim().split('\n')
  const packages = [
    ...apiPackages.map((name) => ({ name, folder: join(api, name.replace('.', '/')) })),
    { name: 'meta.v1', folder: join(machinery, 'pkg/apis/meta/v1') },
  ]
  const structs = await Promise.all(packages.map(structsIn))
  return withEmbedded(Object.assign({}, ...structs) as Structs)
}

const apiPackages = [
  ...['core.v1', 'apps.v1', 'autoscaling.v1', 'autoscaling.v2', 'coordination.v1'],
  ...['discovery.v1', 'events.v1', 'networking.v1', 'policy.v1'],
]

type Structs = { readonly [name: string]: readonly Line[] }

/** A line of a struct: a field, or another struct whose fields stand here too. */
type Line = { readonly name: string; readonly field: GoField } | { readonly embeds: string }

async function structsIn({ name, folder }: { name: string; folder: string }): Promise<Structs> {
  const files = (await readdir(folder)).filter((file) => /^(micro_)?t(ypes|ime).*\.go$/.test(file))
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  const structs = [...texts.join('\n').matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)]
  return Object.fromEntries(
    structs.map(([, struct = '', body = '']) => [`${name}.${struct}`, linesOf(body, name)]),
  )
}

function linesOf(body: string, inPackage: string): readonly Line[] {
  return body.split('\n').flatMap((line): readonly Line[] => {
    const [, first = '', type, tag = ''] =
      /^\t(\S+)\s+(?:(\S+)\s+)?`json:"([^"]*)"/.exec(line) ?? []
    if (first === '') return []
    const [name = '', ...flags] = tag.split(',')
    if (flags.includes('inline')) return [{ embeds: `${inPackage}.${first}` }]
    return [{ name, field: fieldOf(type ?? first, flags, inPackage.split('.').at(-1) ?? '') }]
  })
}

const fieldOf = (type: string, flags: readonly string[], inPackage: string): GoField => ({
  type: goName(type.replace(/^\*/, ''), inPackage),
  isPointer: type.startsWith('*'),
  omits: flags.includes('omitzero') ? 'zero' : flags.includes('omitempty') ? 'empty' : 'nothing',
})

/** Packages by their own names, not by what a file imports them as. */
function goName(type: string, inPackage: string): string {
  const named = type.replace(/(?<![\w.])[A-Z]\w*/g, (name) => `${inPackage}.${name}`)
  return named.replace(/\b(metav1|corev1|v1)\./g, 'v1.').replace(/\bbyte\b/g, 'uint8')
}

function withEmbedded(structs: Structs): GoStructs {
  return Object.fromEntries(
    Object.entries(structs).map(([name, lines]) => [
      name,
      Object.fromEntries(flat(lines, structs)),
    ]),
  )
}

function flat(lines: readonly Line[], structs: Structs): readonly (readonly [string, GoField])[] {
  return lines.flatMap((line) => {
    if ('name' in line) return [[line.name, line.field] as const]
    const embedded = line.embeds.split('.').at(-1) ?? ''
    return flat(structs[line.embeds] ?? [], structs).map(
      ([name, field]) => [name, { ...field, embedded }] as const,
    )
  })
}
