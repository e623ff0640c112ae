import { namespaceName } from '../../../admission/names.ts'
import type { NameRule } from './metadata.ts'

const bytes = (name: string) => Buffer.byteLength(name)

/** A label of DNS: of what becomes a host name. */
export const label1123: NameRule = namespaceName

/** Whatever can stand in a path: all that is asked of the name of an Event of v1. */
export const pathSegment: NameRule = (name) => [
  ...(name === '.' || name === '..' ? [`may not be '${name}'`] : []),
  ...['/', '%'].flatMap((sign) => (name.includes(sign) ? [`may not contain '${sign}'`] : [])),
]

/** What a port may be called. */
export const portName: NameRule = (name) =>
  portRules.flatMap(([isFine, detail]) => (isFine(name) ? [] : [detail]))

const portRules: readonly (readonly [(name: string) => boolean, string])[] = [
  [(name) => bytes(name) <= 15, 'must be no more than 15 characters'],
  [
    (name) => /^[-a-z0-9]+$/.test(name),
    'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
  ],
  [(name) => /[a-z]/.test(name), 'must contain at least one letter (a-z)'],
  [(name) => !name.includes('--'), 'must not contain consecutive hyphens'],
  [
    (name) => name === '' || !(name.startsWith('-') || name.endsWith('-')),
    'must not begin or end with a hyphen',
  ],
]

/** What a key of a ConfigMap or a Secret may be called: it becomes the name of a file. */
export const configKey: NameRule = (key) => [
  ...(bytes(key) > 253 ? ['must be no more than 253 characters'] : []),
  ...(/^[-._a-zA-Z0-9]+$/.test(key)
    ? []
    : [
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      ]),
  ...upwards(key),
]

function upwards(key: string): readonly string[] {
  if (key === '.' || key === '..') return [`must not be '${key}'`]
  return key.startsWith('..') ? ["must not start with '..'"] : []
}

/** What an environment variable may be called: nearly anything. */
export const variableName: NameRule = (name) =>
  /^[\x20-\x3c\x3e-\x7e]*$/.test(name)
    ? []
    : [
        "a valid environment variable name must consist only of printable ASCII characters other than '='",
      ]
