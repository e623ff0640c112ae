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
import { type Manifest, readManifests } from '../../manifest/manifest.ts'
import { planProblems } from '../../routing/plan-problems.ts'

type Problem = { readonly path: JsonPath; readonly message: string }

/** The plan in a file, YAML or JSON. What is wrong with it is `PlanInvalid`, with its line. */
export function planIn(text: string, file: string): RoutingPlan {
  const [manifest, another] = readManifests(text)
  if (manifest === undefined) throw invalid([`${file}: is empty`])
  if (another !== undefined) throw invalid([`${file}: one document is enough`])
  const unread = manifest.problems.map(({ at, message }) => `${file}:${at.line}: ${message}`)
  if (unread.length > 0) throw invalid(unread)
  return planOf(manifest.value, (path) => `${placeOf(file, manifest, path)}: `)
}

const placeOf = (file: string, manifest: Manifest, path: JsonPath) =>
  `${file}:${manifest.locate(path).line}`

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
