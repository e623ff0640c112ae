import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RoutingPlan } from '../api/routing-plan.ts'
import { ContenderError, saidBy } from '../errors.ts'
import { planIn } from '../router/plan/reading.ts'
import type { Routing } from '../router/routing.ts'
import type { Keys } from '../routing/keys.ts'
import { keysIn } from '../routing/mounted-keys.ts'
import { addressIn } from './address.ts'
import { parsed } from './arguments.ts'
import { isLoopback, isWildcard } from './loopback.ts'
import { keysAt } from './mounted-keys.ts'
import { bytesIn, countIn, durationIn } from './quantities.ts'

const text = { type: 'string' } as const
const many = { type: 'string', multiple: true } as const
const orElse = (value: string) => ({ type: 'string', default: value }) as const

const options = {
  ...{ plan: text, keys: text },
  ...{ listen: orElse('127.0.0.1:8080'), admin: orElse('127.0.0.1:9090') },
  ...{ siblings: many, advertise: text, state: text },
  ...{ requests: orElse('4096'), memory: orElse('256Mi'), 'body-limit': text, drain: text },
} as const

export function routingIn(argv: readonly string[]): Routing {
  const { values } = parsed(argv, options)
  if (values.plan === undefined) {
    throw new ContenderError('UsageInvalid', 'a plan is named by --plan FILE')
  }
  const plan = planIn(textOf(values.plan), values.plan)
  const listen = addressIn('listen', values.listen)
  const admin = addressIn('admin', values.admin)
  const siblings = (values.siblings ?? []).map((each) => addressIn('siblings', each))
  for (const option of ['state', 'siblings'] as const) {
    if (values.keys === undefined && values[option] !== undefined)
      throw new ContenderError('UsageInvalid', `--${option} wants --keys: ${whyKeys[option]}`)
  }
  const memoryBytes = bytesIn('memory', values.memory)
  const limit = values['body-limit']
  return {
    ...{ plan, listen, memoryBytes, admin, siblings, state: values.state },
    advertise: advertised(values.advertise, admin, siblings),
    keys: keysOf(values.keys, plan),
    mostRequests: countIn('requests', values.requests),
    bodyBytes: limit === undefined ? Math.ceil(memoryBytes / 8) : bytesIn('body-limit', limit),
    drainMs: durationIn('drain', values.drain ?? '5s'),
    leavesWhenAlone: isLoopback(listen.host) && values.drain === undefined,
  }
}

const whyKeys = {
  state:
    'receipts that were signed with keys of this process alone are worth nothing to the next one',
  siblings: 'routers that trust each other have the same keys',
} as const

type Address = Routing['admin']

/** Where others find this router: where it listens, unless that is everywhere. */
function advertised(
  told: string | undefined,
  admin: Address,
  siblings: readonly Address[],
): Address | undefined {
  const address = told === undefined ? undefined : addressIn('advertise', told)
  if (address !== undefined && (isWildcard(address.host) || address.port === 0))
    throw new ContenderError('UsageInvalid', `--advertise: nobody can reach ${told}`)
  if (address === undefined && siblings.length > 0 && isWildcard(admin.host))
    throw new ContenderError(
      'UsageInvalid',
      `--siblings wants --advertise HOST:PORT: ${admin.host} tells nobody where to find this router`,
    )
  return address
}

function keysOf(path: string | undefined, plan: RoutingPlan): Routing['keys'] {
  if (path !== undefined) return () => keysAt(path)
  const made = madeFor(plan)
  return async () => made
}

/** Good for as long as this process lives: then its receipts are worth nothing any more. */
const madeFor = ({ keys }: RoutingPlan): Keys =>
  keysIn(Object.fromEntries([keys.sign, ...keys.accept].map((id) => [id, secret()])))

const secret = () => randomBytes(32).toString('base64')

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ContenderError('PlanInvalid', `cannot read ${path}: ${saidBy(cause)}`, { cause })
  }
}
