import { type Mentioned, mention } from '../pod/mentions.ts'
import type { Pod } from '../pod/pod.ts'
import type { Container, EnvFrom, EnvVar, KeyRef } from '../pod/spec.ts'
import { type Env, expanded } from './command.ts'
import { fieldOf, type Place, resourceOf } from './fields.ts'
import type { Held } from './held.ts'

export type Environment = {
  readonly env: Env
  /** Of these, the ones that the container has set: what the machine gave is not among them. */
  readonly own: ReadonlySet<string>
  /** Of these, the ones that come out of Secrets. */
  readonly secret: ReadonlySet<string>
  /** Names that a shell cannot pass on, and that are therefore left out. */
  readonly dropped: readonly string[]
}

/** Why a container cannot begin yet: something that it refers to is not there. */
export type Missing = { readonly missing: string }

type Context = { readonly pod: Pod; readonly place: Place; readonly held: Held }

/**
 * The environment of a container: what it is given, then `envFrom`, then `env`, later ones before earlier
 * ones. A value may refer to what stands before it.
 */
export function environmentOf(
  container: Container,
  given: Env,
  context: Context,
): Environment | Missing {
  const { env: list = [], envFrom = [] } = container
  const made: Made = { values: new Map(Object.entries(given)), own: new Set(), secret: new Set() }
  for (const source of envFrom) {
    const missing = addAll(made, source, context)
    if (missing !== undefined) return { missing }
  }
  for (const variable of list) {
    const missing = addOne(made, variable, container, context)
    if (missing !== undefined) return { missing }
  }
  const names = [...made.values.keys()]
  const env = Object.fromEntries([...made.values].filter(([name]) => isPassedOn(name)))
  const dropped = names.filter((name) => !isPassedOn(name))
  return { env, own: made.own, secret: made.secret, dropped }
}

type Made = {
  readonly values: Map<string, string>
  readonly own: Set<string>
  readonly secret: Set<string>
}

const isPassedOn = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)

function addAll(made: Made, source: EnvFrom, { pod, held }: Context): string | undefined {
  const { prefix = '', configMapRef, secretRef } = source
  const ref = configMapRef ?? secretRef
  if (ref === undefined) return undefined
  const kind = configMapRef === undefined ? 'Secret' : 'ConfigMap'
  const object = mention(kind, pod.namespace, ref.name)
  const contents = held.get(object)
  if (contents === undefined) return ref.optional === true ? undefined : `${object} is not there`
  for (const [key, { text }] of contents) {
    if (text !== undefined) set(made, prefix + key, text, kind === 'Secret')
  }
  return undefined
}

function addOne(
  made: Made,
  variable: EnvVar,
  container: Container,
  context: Context,
): string | undefined {
  const { name, value = '', valueFrom = {} } = variable
  const { configMapKeyRef, secretKeyRef } = valueFrom
  if (configMapKeyRef !== undefined)
    return addKey(made, name, 'ConfigMap', configMapKeyRef, context)
  if (secretKeyRef !== undefined) return addKey(made, name, 'Secret', secretKeyRef, context)
  const said = saidOf(variable, container, context)
  set(made, name, said ?? expanded(value, Object.fromEntries(made.values)), false)
  return undefined
}

/** What a variable says of its Pod, where it does. */
function saidOf({ valueFrom = {} }: EnvVar, container: Container, { pod, place }: Context) {
  const { fieldRef, resourceFieldRef } = valueFrom
  if (fieldRef !== undefined) return fieldOf(fieldRef.fieldPath, pod, place) ?? ''
  return resourceFieldRef && (resourceOf(resourceFieldRef, pod, container, place) ?? '')
}

function addKey(
  made: Made,
  name: string,
  kind: Mentioned,
  ref: KeyRef,
  { pod, held }: Context,
): string | undefined {
  const object = mention(kind, pod.namespace, ref.name)
  const contents = held.get(object)
  const text = contents?.get(ref.key)?.text
  if (text !== undefined) set(made, name, text, kind === 'Secret')
  if (text !== undefined || ref.optional === true) return undefined
  return contents === undefined ? `${object} is not there` : `${object} has no ${ref.key}`
}

function set({ values, own, secret }: Made, name: string, value: string, isSecret: boolean): void {
  values.set(name, value)
  own.add(name)
  if (isSecret) secret.add(name)
  else secret.delete(name)
}
