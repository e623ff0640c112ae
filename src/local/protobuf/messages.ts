import table from './messages.json' with { type: 'json' }

/** Every message that a readable object can hold. Made by `node generate/protobuf/main.ts`. */
export const messages = table as unknown as Messages

/** By their names in the schemas of kinds: `core.v1.Container`. */
export type Messages = { readonly [name: string]: Message }

/** Fields by their numbers. */
export type Message = { readonly [number: string]: MessageField }

/**
 * The field's name in JSON, empty where that has the inner fields in its place; its type, that of the items
 * or the values where it holds several; and whether it does. A `pointer` is there or it is not: what it
 * points to may be empty. All else is as good as absent when it is empty.
 */
export type MessageField = readonly [name: string, type: string, how?: 'pointer' | 'list' | 'map']
