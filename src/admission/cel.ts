import { Environment } from '@marcbachmann/cel-js'
import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { propertyOf } from '../api/schema-walk.ts'
import { withFunctions } from './cel-functions.ts'
import { type CompiledRule, compileRule } from './cel-rules.ts'
import { declareShapes, eachPath, fieldPath, type Shapes } from './cel-types.ts'
import { type Address, child, entry, type Problem, root } from './problem.ts'

/** What the rules have against an object. */
export type Rules = (object: JsonObject) => readonly Problem[]

/**
 * The rules of a schema, ready to be evaluated; undefined where there are none. Where a value is absent
 * or null, no rule is evaluated for it (apiextensions-apiserver, schema/cel/validation.go).
 */
export function compileRules(schema: Schema): Rules | undefined {
  const environment = withFunctions(new Environment())
  const whole = withTypeAndName(schema)
  const shapes = declareShapes(whole, 'self', environment)
  const node = compileNode(whole, 'self', { environment, shapes })
  return node && ((object: JsonObject) => visit(node, object, root))
}

/** Rules of the root may speak of the kind, the API version and the name, and of no other metadata. */
function withTypeAndName(schema: Schema): Schema {
  const text = { type: 'string' } as const
  const metadata = propertyOf(schema, 'metadata')
  const names = { name: text, generateName: text, ...metadata?.properties }
  return {
    ...schema,
    properties: {
      ...schema.properties,
      apiVersion: text,
      kind: text,
      metadata: { ...metadata, type: 'object', properties: names },
    },
  }
}

type Node = {
  readonly rules: readonly CompiledRule[]
  readonly properties: ReadonlyMap<string, Node>
  /** Of the items of a list or the entries of a map. */
  readonly each: Node | undefined
}

type Declared = { readonly environment: Environment; readonly shapes: Shapes }

function compileNode(schema: Schema, path: string, declared: Declared): Node | undefined {
  const shape = declared.shapes.get(path)
  const rules = schema['x-kubernetes-validations'] ?? []
  if (shape === undefined) {
    if (rules.length > 0) throw new Error(`${path}: a rule that sees nothing`)
    return undefined
  }
  const inner = schema.items ?? schema.additionalProperties
  const each = inner && compileNode(inner, eachPath(path), declared)
  const properties = compileProperties(schema, path, declared)
  if (rules.length === 0 && !each && properties.size === 0) return undefined
  const compiled = rules.map((rule) => compileRule(rule, schema, { ...declared, path, shape }))
  return { rules: compiled, properties, each }
}

function compileProperties({ properties = {} }: Schema, path: string, declared: Declared) {
  const nodes = Object.entries(properties).flatMap(([name, property]) => {
    const node = compileNode(property, fieldPath(path, name), declared)
    return node ? [[name, node] as const] : []
  })
  return new Map(nodes)
}

function visit(node: Node, value: Json, at: Address): readonly Problem[] {
  if (value === null) return []
  const here = node.rules.flatMap((rule) => rule(value, at) ?? [])
  return [...here, ...below(node, value, at)]
}

function below({ properties, each }: Node, value: Json, at: Address): readonly Problem[] {
  if (Array.isArray(value)) {
    return each ? value.flatMap((item, i) => visit(each, item, entry(at, i))) : []
  }
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    if (each) return visit(each, inner, entry(at, name))
    const property = properties.get(name)
    return property ? visit(property, inner, child(at, name)) : []
  })
}
