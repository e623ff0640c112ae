import { byteLength } from './go-text.ts'

/** What the server has against a name, in its words (apimachinery, util/validation and api/validate). */
type NameCheck = (text: string) => readonly string[]

type Spelling = {
  readonly format: string
  readonly bound: number
  readonly sentence: string
  readonly examples: readonly string[]
}

const dnsLabelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const keyFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const ends = 'and must start and end with an alphanumeric character'

const spellings = {
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
} as const satisfies { readonly [name: string]: Spelling }

/** Names of objects. Lengths are bytes, also where the server says characters. */
export const subdomain: NameCheck = (text) => [
  ...overlong(text, spellings.subdomain, 'characters'),
  ...misspelt(text, spellings.subdomain),
]

export const namespaceName: NameCheck = (text) => {
  const said = misspelt(text, spellings.dnsLabel)
  const isDotted = said.length > 0 && misspelt(text, spellings.subdomain).length === 0
  const dots = isDotted ? ['must not contain dots'] : said
  return [...overlong(text, spellings.dnsLabel, 'characters'), ...dots]
}

export const labelValue: NameCheck = (text) => [
  ...overlong(text, spellings.value, 'bytes'),
  ...misspelt(text, spellings.value),
]

/** Keys of labels and annotations, and finalizers: `name` or `example.com/name`. */
export const qualifiedName: NameCheck = (text) => {
  const [prefix, ...names] = text.split('/')
  if (prefix === undefined || names.length === 0) return namePart(text)
  if (names.length === 1) return [...prefixPart(prefix), ...namePart(names[0] ?? '')]
  const path = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
  return misspelt('', spellings.key).map((said) => `a valid label key ${said} ${path}`)
}

const overlong = (text: string, { bound }: Spelling, unit: string): readonly string[] =>
  byteLength(text) > bound ? [`must be no more than ${bound} ${unit}`] : []

function misspelt(text: string, { format, sentence, examples }: Spelling): readonly string[] {
  if (new RegExp(`^${format}$`).test(text)) return []
  const such = examples.map((example) => `'${example}', `).join(' or ')
  return [`${sentence} (e.g. ${such}regex used for validation is '${format}')`]
}

const part = (text: string, spelling: Spelling): readonly string[] => [
  ...(text === '' ? ['must be non-empty'] : overlong(text, spelling, 'bytes')),
  ...misspelt(text, spelling),
]

const namePart: NameCheck = (text) => part(text, spellings.key).map((said) => `name part ${said}`)

const prefixPart: NameCheck = (text) => {
  const said = text === '' ? ['must be non-empty'] : part(text, spellings.subdomain)
  return said.map((each) => `prefix part ${each}`)
}
