import type { Trouble } from '../observation.ts'
import type { SpecVariant } from './variant.ts'

export type Template = NonNullable<SpecVariant['template']>

/** Of a pod that a user has written, the little that is read here; the rest is passed on. */
type TemplatePod = {
  readonly containers: readonly TemplateContainer[]
  readonly [field: string]: unknown
}

export type TemplateContainer = {
  readonly name: string
  readonly ports?: readonly { readonly containerPort?: unknown }[]
  readonly [field: string]: unknown
}

export const podOf = ({ spec }: Template): TemplatePod => spec

/** What the record keeps of a variant; all of a record has 32 KiB. */
const mostBytes = 8 * 2 ** 10

/** Why a template can't be run, where that is seen without asking the API server. */
export function templateTrouble({ name, template }: SpecVariant): Trouble | undefined {
  if (template === undefined) return undefined
  const bytes = Buffer.byteLength(JSON.stringify(template))
  if (bytes > mostBytes) {
    const detail = `the template of ${name} has ${bytes} bytes as JSON, of at most ${mostBytes}`
    return { code: 'TemplateTooLarge', detail }
  }
  if (portOf(template) !== undefined) return undefined
  const detail = `the template of ${name} names no port: give its first container a containerPort`
  return { code: 'TemplateInvalid', detail }
}

/** Where it answers: the first port of its first container. The API server has not looked at it yet, so it may be anything. */
export function portOf(template: Template): number | undefined {
  const [server] = podOf(template).containers
  const ports: unknown = server?.ports
  const [first]: readonly unknown[] = Array.isArray(ports) ? ports : []
  const { containerPort }: { readonly containerPort?: unknown } = Object(first)
  return typeof containerPort === 'number' ? containerPort : undefined
}
