/**
 * What is known of a value's shape: of kinds of ours from the CRD, of built-in ones from the OpenAPI of
 * Kubernetes, all references resolved. Every `Schema` of `src/api` is one.
 */
export type FieldSchema = {
  readonly type?: string
  readonly format?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly items?: FieldSchema
  readonly properties?: { readonly [name: string]: FieldSchema }
  readonly required?: readonly string[]
  readonly additionalProperties?: FieldSchema
  readonly 'x-kubernetes-int-or-string'?: boolean
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
  /** For server-side apply: how the items of a list are told apart, if they are. */
  readonly 'x-kubernetes-list-type'?: 'map' | 'set' | 'atomic'
  readonly 'x-kubernetes-list-map-keys'?: readonly string[]
  /** `atomic`: an object or a map that has one owner as a whole. */
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular'
  /** For strategic merge patch: `merge`, `retainKeys`, `merge,retainKeys`, `replace`. */
  readonly 'x-kubernetes-patch-strategy'?: string
  readonly 'x-kubernetes-patch-merge-key'?: string
  /**
   * What becomes of an empty value (`''`, `0`, `false`, `[]`, `{}`) in a built-in kind: `kept` where it was
   * sent, `written` even where it was not, and then perhaps as `null`. Else it is left out.
   */
  readonly whenEmpty?: 'kept' | 'written' | 'null'
  /** How Go's decoder calls the type, where the schema does not tell. */
  readonly goType?: string
  /** The struct of Go that holds the field, where its fields stand among those of another. */
  readonly embedded?: string
}
