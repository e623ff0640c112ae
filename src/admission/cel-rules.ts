import type { Environment } from '@marcbachmann/cel-js'
import type { Json } from '../api/json.ts'
import type { CelRule, Schema } from '../api/schema.ts'
import { propertyOf } from '../api/schema-walk.ts'
import { toCheck, toEvaluate } from './cel-functions.ts'
import type { Shape } from './cel-types.ts'
import { type Address, child, entry, type Problem, problem } from './problem.ts'
import { re2 } from './re2.ts'

/** A rule that was checked against the type of its `self`, and its verdict on one value. */
export type CompiledRule = (value: Json, at: Address) => Problem | undefined

/** Throws where a rule does not compile, which is a bug of whoever wrote the CRD. */
export function compileRule(rule: CelRule, schema: Schema, scope: Scope): CompiledRule {
  const evaluate = compiled(rule.rule, scope)
  const steps = stepsOf(rule.fieldPath ?? '', schema)
  const detail = rule.message.trim()
  const isCompound = schema.type === 'object' || schema.type === 'array'
  return (value, at) => {
    try {
      if (evaluate({ self: scope.shape.wrap(value) }) === true) return undefined
    } catch (cause) {
      const value = schema.type ?? ''
      return problem(at, 'FieldValueInvalid', { value, detail: failure(cause, detail) })
    }
    const target = steps.reduce((here, step) => step(here), at)
    return problem(target, 'FieldValueInvalid', { ...(isCompound ? {} : { value }), detail })
  }
}

type Scope = { readonly environment: Environment; readonly path: string; readonly shape: Shape }

function compiled(rule: string, { environment, path, shape }: Scope) {
  const typed = environment.clone().registerVariable('self', shape.type)
  const refuse = (why: string) => new Error(`${path}: ${rule}: ${why}`)
  const checked = typed.check(toCheck(rule))
  if (checked.error) throw refuse(checked.error.message)
  const evaluate = typed.parse(toEvaluate(rule))
  const { type, error } = evaluate.check()
  if (type !== 'bool') throw refuse(error?.message ?? `is a ${type}, not a bool`)
  for (const [, literal = ''] of rule.matchAll(literalPattern)) re2(String(typed.evaluate(literal)))
  return evaluate
}

const literalPattern = /\.matches\(\s*(r?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))\s*\)/g

/** `.a.b` or `['a-b']`, from the node that bears the rule. */
function stepsOf(fieldPath: string, schema: Schema): readonly ((at: Address) => Address)[] {
  let inner: Schema | undefined = schema
  const names = [...fieldPath.matchAll(/\.([^.[\]]+)|\['([^'\\]+)'\]/g)]
  if (names.map(([all]) => all).join('') !== fieldPath) throw new Error(`no path: ${fieldPath}`)
  return names.map(([, dotted, bracketed]) => {
    const name = dotted ?? bracketed ?? ''
    const property = propertyOf(inner, name)
    const isField = inner?.properties !== undefined
    inner = isField ? property : inner?.additionalProperties
    if (inner === undefined) throw new Error(`no field of the schema: ${fieldPath}`)
    return (at) => (isField ? child(at, name) : entry(at, name))
  })
}

/** What cel-go says where cel-js has a code. */
const goTexts: { readonly [code: string]: (summary: string) => string } = {
  no_such_key: (summary) => summary.replace('No such key', 'no such key'),
  index_out_of_bounds: (summary) =>
    `index out of bounds: ${/index (-?\d+) [<>]/.exec(summary)?.[1]}`,
  modulo_by_zero: () => 'modulus by zero',
  int_conversion_error: () => "type conversion error from 'string' to 'int'",
  numeric_overflow: () => 'integer overflow',
}

function failure(cause: unknown, message: string): string {
  const { code = '', summary = String(cause instanceof Error ? cause.message : cause) } = cause as {
    readonly code?: string
    readonly summary?: string
  }
  if (code === 'no_such_overload' || code === 'no_matching_overload') {
    return `'no such overload': call arguments did not match a supported operator, function or macro signature for rule: ${message}`
  }
  const text = Object.hasOwn(goTexts, code) ? goTexts[code] : undefined
  return `${text ? text(summary) : summary} evaluating rule: ${message}`
}
