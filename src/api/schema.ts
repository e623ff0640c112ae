/** The part of OpenAPI v3 that a structural CRD schema allows and Contender uses. */
export type Schema = {
  /** Absent only where `x-kubernetes-int-or-string` stands in its place. */
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly format?: 'date-time' | 'int64'
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxProperties?: number
  readonly items?: Schema
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema
  readonly 'x-kubernetes-int-or-string'?: true
  readonly 'x-kubernetes-preserve-unknown-fields'?: true
  readonly 'x-kubernetes-list-type'?: 'map' | 'atomic'
  readonly 'x-kubernetes-list-map-keys'?: readonly string[]
  readonly 'x-kubernetes-validations'?: readonly CelRule[]
}

/**
 * `message` speaks to the person who wrote the field: what to write, not what went wrong.
 * `fieldPath` points at the field to change, where that is not the one that bears the rule.
 */
export type CelRule = {
  readonly rule: string
  readonly message: string
  readonly fieldPath?: string
}

type Named = Schema & {
  readonly properties: { readonly name: Schema }
  readonly required: readonly ['name', ...string[]]
}

/** A list of named things: the API server refuses a name that comes twice, and merges by name. */
export function namedList<const Item extends Named>(maxItems: number, items: Item) {
  return {
    type: 'array',
    maxItems,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    items,
  } as const
}

/** The type of a value after the API server has checked it against `S` and filled in defaults. */
export type FromSchema<S> = S extends { enum: readonly (infer Choice)[] }
  ? Choice
  : S extends { 'x-kubernetes-int-or-string': true }
    ? string | number
    : S extends { properties: infer P; required: readonly (infer Name)[] }
      ? FromProperties<P, Name>
      : S extends { properties: infer P }
        ? FromProperties<P, never>
        : S extends { additionalProperties: infer Value }
          ? { readonly [name: string]: FromSchema<Value> }
          : S extends { items: infer Item }
            ? readonly FromSchema<Item>[]
            : S extends { type: infer Name extends keyof Scalars }
              ? Scalars[Name]
              : { readonly [name: string]: unknown }

type Scalars = { string: string; integer: number; number: number; boolean: boolean }

type FromProperties<P, Required> = {
  readonly [K in keyof P as IsPresent<P, K, Required> extends true ? K : never]: FromSchema<P[K]>
} & {
  readonly [K in keyof P as IsPresent<P, K, Required> extends true ? never : K]?: FromSchema<P[K]>
}

type IsPresent<P, K extends keyof P, Required> = K extends Required
  ? true
  : P[K] extends { default: unknown }
    ? true
    : false
