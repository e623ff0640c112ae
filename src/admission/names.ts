import { byteLength } from './go-text.ts'

/** What the server has against a name, in its words (apimachinery, util/validation and api/validate). */
type Complaints = (text: string) => readonly string[]

type Shape = {
  readonly format: string
  readonly bound: number
  readonly sentence: string
  readonly examples: readonly string[]
}

const dnsLabelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const keyFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const ends = 'and must start and end with an alphanumeric character'

const shapes = {
  subdomain: {
    format: `${dnsLabelFormat}(\\.${dnsLabelFormat})*`,
    bound: 253,
    sentence: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${ends}`,
    examples: ['example.com'],
  },
  dnsLabel: {
    format: dnsLabelFormat,
    bound: 63,
    sentence: `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${ends}`,
    examples: ['my-name', '123-abc'],
  },
  key: {
    format: keyFormat,
    bound: 63,
    sentence: `must consist of alphanumeric characters, '-', '_' or '.', ${ends}`,
    examples: ['MyName', 'my.name', '123-abc'],
  },
  value: {
    format: `(${keyFormat})?`,
    bound: 63,
    sentence: `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ${ends}`,
    examples: ['MyValue', 'my_value', '12345'],
  },
} as const satisfies { readonly [name: string]: Shape }

/** Names of objects. Lengths are bytes, also where the server says characters. */
export const subdomain: Complaints = (text) => [
  ...tooLong(text, shapes.subdomain, 'characters'),
  ...misshapen(text, shapes.subdomain),
]

export const namespaceName: Complaints = (text) => {
  const shape = misshapen(text, shapes.dnsLabel)
  const isDotted = shape.length > 0 && misshapen(text, shapes.subdomain).length === 0
  const dots = isDotted ? ['must not contain dots'] : shape
  return [...tooLong(text, shapes.dnsLabel, 'characters'), ...dots]
}

export const labelValue: Complaints = (text) => [
  ...tooLong(text, shapes.value, 'bytes'),
  ...misshapen(text, shapes.value),
]

/** Keys of labels and annotations, and finalizers: `name` or `example.com/name`. */
export const qualifiedName: Complaints = (text) => {
  const [prefix, ...names] = text.split('/')
  if (prefix === undefined || names.length === 0) return namePart(text)
  if (names.length === 1) return [...prefixPart(prefix), ...namePart(names[0] ?? '')]
  const path = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
  return misshapen('', shapes.key).map((said) => `a valid label key ${said} ${path}`)
}

const tooLong = (text: string, { bound }: Shape, unit: string): readonly string[] =>
  byteLength(text) > bound ? [`must be no more than ${bound} ${unit}`] : []

function misshapen(text: string, { format, sentence, examples }: Shape): readonly string[] {
  if (new RegExp(`^${format}$`).test(text)) return []
  const such = examples.map((example) => `'${example}', `).join(' or ')
  return [`${sentence} (e.g. ${such}regex used for validation is '${format}')`]
}

const part = (text: string, shape: Shape): readonly string[] => [
  ...(text === '' ? ['must be non-empty'] : tooLong(text, shape, 'bytes')),
  ...misshapen(text, shape),
]

const namePart: Complaints = (text) => part(text, shapes.key).map((said) => `name part ${said}`)

const prefixPart: Complaints = (text) => {
  const said = text === '' ? ['must be non-empty'] : part(text, shapes.subdomain)
  return said.map((complaint) => `prefix part ${complaint}`)
}
