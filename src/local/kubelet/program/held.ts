import type { KubeObject } from '../../../kube/objects.ts'
import type { Mentioned } from '../pod/mentions.ts'

/** What a ConfigMap or a Secret holds under a key; what a ConfigMap holds as bytes is no text. */
type Content = { readonly bytes: Buffer; readonly text?: string }

export type Contents = ReadonlyMap<string, Content>

/** What the mentioned objects hold; those that are not there are absent. */
export type Held = ReadonlyMap<string, Contents>

type Texts = { readonly [key: string]: string } | undefined

export function contentsOf(kind: Mentioned, object: KubeObject): Contents {
  const entries = Object.entries((object['data'] as Texts) ?? {})
  const encoded = Object.entries((object['binaryData'] as Texts) ?? {})
  return new Map([
    ...entries.map(([key, value]): [string, Content] => [key, contentOf(kind, value)]),
    ...encoded.map(([key, value]): [string, Content] => [key, { bytes: decoded(value) }]),
  ])
}

function contentOf(kind: Mentioned, value: string): Content {
  const bytes = kind === 'Secret' ? decoded(value) : Buffer.from(value)
  return { bytes, text: bytes.toString() }
}

const decoded = (base64: string): Buffer => Buffer.from(base64, 'base64')
