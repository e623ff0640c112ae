import { duplicates } from '../../admission/list-maps.ts'
import { fillDefaults } from '../../admission/nulls-and-defaults.ts'
import { printPath, root } from '../../admission/problem.ts'
import { prune } from '../../admission/pruning.ts'
import { violations } from '../../admission/schema.ts'
import {
  isJsonObject,
  isNestedDeeper,
  type Json,
  type JsonObject,
  type JsonPath,
} from '../../api/json.ts'
import { type RoutingPlan, routingPlanSchema } from '../../api/routing-plan.ts'
import { failureOf } from '../../errors.ts'
import { lineOf, onlyManifest } from '../../manifest/only.ts'
import { planProblems } from '../../routing/plan-problems.ts'

type Problem = { readonly path: JsonPath; readonly message: string }

/** The plan in a file, YAML or JSON. What is wrong with it is `PlanInvalid`, with its line. */
export function planIn(text: string, file: string): RoutingPlan {
  const manifest = onlyManifest(text, file, 'a routing plan')
  if ('unread' in manifest) throw invalid(manifest.unread)
  return planOf(manifest.value, (path) => `${lineOf(file, manifest, path)}: `)
}

/** The plan that a document is, with its defaults. */
export function planOf(document: Json, placeOf = (_: JsonPath) => ''): RoutingPlan {
  if (!isJsonObject(document)) throw invalid([`${placeOf([])}a plan is a mapping`])
  if (isNestedDeeper(document, mostDeep))
    throw invalid([`${placeOf([])}a plan is nested at most ${mostDeep} times`])
  const plan = fillDefaults(document, routingPlanSchema)
  const problems = shapeProblems(plan as JsonObject)
  // The schema's type is what the schema lets through.
  const told = problems.length > 0 ? problems : planProblems(plan as unknown as RoutingPlan)
  if (told.length === 0) return plan as unknown as RoutingPlan
  throw invalid(told.map(({ path, message }) => `${placeOf(path)}${named(path)}${message}`))
}

function shapeProblems(plan: JsonObject): readonly Problem[] {
  return [
    ...prune(plan, routingPlanSchema).unknown,
    ...violations(plan, routingPlanSchema, root),
    ...duplicates(plan, routingPlanSchema, root),
  ].map(({ path, message }) => ({ path, message }))
}

const named = (path: JsonPath) => (path.length === 0 ? '' : `${printPath(path)}: `)

/** Plans are half as deep. */
const mostDeep = 16

const invalid = (lines: readonly string[]) => failureOf('PlanInvalid', lines)
