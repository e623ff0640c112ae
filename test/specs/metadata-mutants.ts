import type { Edits } from './edit.ts'

/** What Kubernetes itself asks of metadata, and of the frame of an object. */
export const metadataMutants: readonly { readonly rule: string; readonly edits: Edits }[] = [
  { rule: 'metadata.name is a DNS name', edits: { 'metadata.name': 'Signals_1' } },
  { rule: 'metadata.name is there', edits: { 'metadata.name': undefined } },
  { rule: 'metadata.name is text', edits: { 'metadata.name': 7 } },
  { rule: 'a label value is short', edits: { 'metadata.labels': { a: 'x'.repeat(64) } } },
  { rule: 'a label value is plain', edits: { 'metadata.labels': { a: 'ü' } } },
  { rule: 'a label value is text', edits: { 'metadata.labels': { a: 1 } } },
  { rule: 'a label key is qualified', edits: { 'metadata.labels': { '-a/b/c': 'x' } } },
  { rule: 'an annotation key is qualified', edits: { 'metadata.annotations': { 'a b': 'x' } } },
  { rule: 'an annotation is text', edits: { 'metadata.annotations': { a: true } } },
  {
    rule: 'annotations are small',
    edits: { 'metadata.annotations': { a: 'x'.repeat(262_200) } },
  },
  { rule: 'metadata has known fields', edits: { 'metadata.nonsense': 1 } },
  { rule: 'metadata.labels is an object', edits: { 'metadata.labels': ['a'] } },
  { rule: 'spec is there', edits: { spec: undefined } },
  { rule: 'spec is an object', edits: { spec: 'text' } },
  { rule: 'spec is not null', edits: { spec: null } },
  { rule: 'the root has known fields', edits: { nonsense: {} } },
  { rule: 'status has known fields', edits: { status: { nonsense: 1 } } },
]
