import { resolve, type Scalar } from './scalars.ts'

const core = 'tag:yaml.org,2002:'

/** A reading of the text of a tagged scalar; `undefined` where the tag and the text disagree. */
type Reading = (text: string) => Scalar | undefined

const only =
  (...kinds: readonly Scalar['kind'][]): Reading =>
  (text) => {
    const scalar = resolve(text)
    return kinds.includes(scalar.kind) ? scalar : undefined
  }

const str = (value: string): Scalar => ({ kind: 'str', value })

/** The tags that change what a scalar is (go.yaml.in/yaml/v2, resolve.go). Any other makes a string. */
const tags: { readonly [tag: string]: Reading } = {
  [`${core}str`]: str,
  [`${core}bool`]: only('bool'),
  [`${core}int`]: only('int', 'big'),
  [`${core}float`]: (text) => {
    const scalar = only('float', 'int')(text)
    return scalar?.kind === 'int' ? { kind: 'float', value: Number(scalar.value) } : scalar
  },
  [`${core}null`]: only('null'),
  [`${core}timestamp`]: (text) => (isTimestamp(text) ? str(text) : undefined),
  [`${core}binary`]: (text) => {
    const packed = text.replace(/[\r\n]/g, '')
    return base64.test(packed) ? str(unpacked(packed)) : undefined
  },
}

export const resolveTagged = (tag: string, text: string): Scalar | undefined =>
  (Object.hasOwn(tags, tag) ? tags[tag] : str)?.(text)

export const isMergeTag = (tag: string) => tag === `${core}merge`

const base64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/

/** A character in UTF-8, or any other byte, for which Go puts a replacement character. */
const utf8 =
  /[\xC2-\xDF][\x80-\xBF]|(?:\xE0[\xA0-\xBF]|[\xE1-\xEC\xEE\xEF][\x80-\xBF]|\xED[\x80-\x9F])[\x80-\xBF]|(?:\xF0[\x90-\xBF]|[\xF1-\xF3][\x80-\xBF]|\xF4[\x80-\x8F])[\x80-\xBF]{2}|[\x80-\xFF]/g

const unpacked = (packed: string) =>
  atob(packed).replace(utf8, (bytes) =>
    bytes.length === 1
      ? '\uFFFD'
      : new TextDecoder('utf-8', { ignoreBOM: true }).decode(
          Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
        ),
  )

const zone = '(?:Z|[-+](?:[01]\\d|2[0-4]):(?:[0-5]\\d|60))'
const time = '(?:\\d|[01]\\d|2[0-3]):[0-5]?\\d:[0-5]?\\d(?:[.,]\\d+)?'
const timestamp = new RegExp(`^(\\d{4})-(\\d\\d?)-(\\d\\d?)(?:[Tt]${time}${zone}| +${time})?$`)

function isTimestamp(text: string): boolean {
  const [, year = '', month = '', day = ''] = timestamp.exec(text) ?? []
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && day !== ''
}
