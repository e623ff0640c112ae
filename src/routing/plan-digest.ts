import { hash } from 'node:crypto'
import type { RoutingPlan } from '../api/routing-plan.ts'

/**
 * SHA-256, in hexadecimal, of a plan's canonical JSON (RFC 8785): fields in order, no space. Of the plan as it is
 * understood: two that differ only in what is a default are the same, once defaults are filled in.
 */
export const planDigest = (plan: RoutingPlan): string => hash('sha256', canonical(plan))

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = new Map<string, unknown>(Object.entries(value))
  const texts = [...fields.keys()]
    .filter((name) => fields.get(name) !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(fields.get(name))}`)
  return `{${texts.join(',')}}`
}
