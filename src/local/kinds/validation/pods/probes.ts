import { type Address, child, type Problem } from '../../../../admission/problem.ts'
import type { Json } from '../../../../api/json.ts'
import {
  all,
  between,
  type Check,
  fields,
  forbidden,
  invalid,
  missing,
  nobody,
  notNegative,
  number,
  oneOf,
  required,
  text,
  whole,
} from '../checks.ts'
import { portName } from '../names.ts'

export const portNumber = between(1, 65_535)

export const portNumberOrName: Check = (value, at) =>
  typeof value === 'string' ? text(portName)(value, at) : portNumber(value ?? 0, at)

const headerName = (name: string) =>
  /^[-A-Za-z0-9]+$/.test(name)
    ? []
    : [
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      ]

/** In the order in which the server looks at them: the first is meant, the others are too many. */
const actions: { readonly [name: string]: Check } = {
  exec: fields({ command: required() }),
  httpGet: fields({
    path: required(),
    port: portNumberOrName,
    scheme: oneOf('HTTP', 'HTTPS'),
    httpHeaders: (value, at) =>
      (Array.isArray(value) ? value : []).flatMap((header) =>
        text(headerName)(Object(header).name, at),
      ),
  }),
  tcpSocket: fields({ port: portNumberOrName }),
  grpc: fields({ port: (value, at) => portNumber(value ?? 0, at) }),
  sleep: nobody,
}

const oneAction = whole((object, at) => {
  const [first, ...others] = Object.keys(actions).filter((name) => object[name] !== undefined)
  if (first === undefined) return [missing(at, 'must specify a handler type')]
  return [
    ...(actions[first]?.(object[first], child(at, first)) ?? []),
    ...others.map((name) => forbidden(child(at, name), 'may not specify more than 1 handler type')),
  ]
})

const timing = [
  ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold'],
  'failureThreshold',
]

const probe = all(
  oneAction,
  fields({
    ...Object.fromEntries(timing.map((name) => [name, notNegative])),
    terminationGracePeriodSeconds: number((value) => value > 0, 'must be greater than 0'),
  }),
)

const succeedsOnce = fields({ successThreshold: number((value) => value === 1, 'must be 1') })

const withoutGrace = whole(({ terminationGracePeriodSeconds: grace }, at) => {
  const detail = 'must not be set for readinessProbes'
  return grace === undefined
    ? []
    : [invalid(child(at, 'terminationGracePeriodSeconds'), grace, detail)]
})

export const probes: { readonly [name: string]: Check } = {
  livenessProbe: all(probe, succeedsOnce),
  readinessProbe: all(probe, withoutGrace),
  startupProbe: all(probe, succeedsOnce),
}

/** What is done when a container starts or stops; nobody waits longer than the Pod's grace period. */
export const lifecycle = (grace: Json | undefined): Check => {
  const hook = all(
    oneAction,
    fields({ sleep: whole((sleep, at) => tooLong(sleep['seconds'], at, grace)) }),
  )
  return fields({ postStart: hook, preStop: hook })
}

function tooLong(
  seconds: Json | undefined,
  at: Address,
  grace: Json | undefined,
): readonly Problem[] {
  const [asked, left] = [Number(seconds ?? 0), Number(grace ?? Number.POSITIVE_INFINITY)]
  if (0 <= asked && asked <= left) return []
  const detail = `must be non-negative and less than terminationGracePeriodSeconds (${left})`
  return [invalid(at, asked, detail)]
}
