import { Environment } from '@marcbachmann/cel-js'
import { isJsonObject, type Json, type JsonObject } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { withFunctions } from './cel-functions.ts'
import { compileRule, type Rule } from './cel-rules.ts'
import { declareShapes, eachPath, fieldPath, type Shapes } from './cel-types.ts'
import { propertyOf } from './fields.ts'
import { child, entry, type Place, type Problem, root } from './problem.ts'

/**
 * What the rules of a schema have against an object; undefined where there are no rules. An absent or
 * null value meets none (apiextensions-apiserver, schema/cel/validation.go). Costs are not counted.
 */
export function compileRules(schema: Schema) {
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
  readonly rules: readonly Rule[]
  readonly properties: ReadonlyMap<string, Node>
  /** Of the items of a list or the entries of a map. */
  readonly each: Node | undefined
}

type Scope = { readonly environment: Environment; readonly shapes: Shapes }

function compileNode(schema: Schema, path: string, scope: Scope): Node | undefined {
  const shape = scope.shapes.get(path)
  const rules = schema['x-kubernetes-validations'] ?? []
  if (shape === undefined) {
    if (rules.length > 0) throw new Error(`${path}: a rule that sees nothing`)
    return undefined
  }
  const inner = schema.items ?? schema.additionalProperties
  const each = inner && compileNode(inner, eachPath(path), scope)
  const properties = compileProperties(schema, path, scope)
  if (rules.length === 0 && !each && properties.size === 0) return undefined
  const compiled = rules.map((rule) => compileRule(rule, schema, { ...scope, path, shape }))
  return { rules: compiled, properties, each }
}

function compileProperties({ properties = {} }: Schema, path: string, scope: Scope) {
  const nodes = Object.entries(properties).flatMap(([name, property]) => {
    const node = compileNode(property, fieldPath(path, name), scope)
    return node ? [[name, node] as const] : []
  })
  return new Map(nodes)
}

function visit(node: Node, value: Json, at: Place): readonly Problem[] {
  if (value === null) return []
  const here = node.rules.flatMap((rule) => rule(value, at) ?? [])
  return [...here, ...below(node, value, at)]
}

function below({ properties, each }: Node, value: Json, at: Place): readonly Problem[] {
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
