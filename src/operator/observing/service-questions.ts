import type { Door } from '../../kube/door.ts'
import { resources } from '../../kube/resources.ts'
import type { Settings, Workload } from '../../plan/observation.ts'
import type { SpecVariant } from '../../plan/variants/variant.ts'
import { placeOfService } from './places.ts'
import { placeOf, type ServicePlace } from './seen-service.ts'
import type { Learned, Question } from './tending.ts'
import type { Get } from './wire.ts'

type Named = NonNullable<SpecVariant['service']>

type Ports = {
  readonly door: Pick<Door, 'get'>
  readonly get: Get
  readonly cluster: Settings['cluster']
}

const everyMs = 10_000
const againSoonMs = 2_000
/** A Service rarely moves; one that is missing or in trouble may come at any moment. */
const lookMs = 60_000
/** As a kubelet has it: one probe that fails is no outage. */
const patience = 3

/** A Service of somebody else: where it is, and, once that is known, whether anything answers there. */
export function questionsAbout(
  namespace: string,
  named: Named,
  place: string | undefined,
  ports: Ports,
): readonly Question[] {
  const probes = place === undefined ? [] : [probeOf(named, place, ports.get)]
  return [lookFor(namespace, named, ports), ...probes]
}

const lookKey = ({ name, port }: Named) => `service ${name}:${port}`
const probeKey = ({ path }: Named, place: string) => `probe ${place}${path ?? ''}`

function lookFor(namespace: string, named: Named, { door, cluster }: Ports): Question {
  const { name, port } = named
  const missing = (detail: string): Learned => ({ trouble: { code: 'ServiceMissing', detail } })
  return {
    key: lookKey(named),
    ask: async (signal) => {
      const found = await door.get(resources.services, { namespace, name }, { signal })
      if (found === undefined) return missing(`there is no Service ${namespace}/${name}`)
      const service = placeOf(found)
      if (service.isElsewhere)
        return missing(`Service ${namespace}/${name} is a name for a host elsewhere`)
      const place = placeOfService(reachable(service, namespace, name, cluster), port, cluster)
      if (place !== undefined) return { place }
      const isThere = service.ports.some((each) => each.port === port)
      const lacks = isThere ? 'no address yet' : `no port ${port}`
      return missing(`Service ${namespace}/${name} has ${lacks}`)
    },
    againMs: ({ place }) => (place === undefined ? everyMs : lookMs),
  }
}

/** One without an address of its own is reached by its name. */
const reachable = (
  service: ServicePlace,
  namespace: string,
  name: string,
  cluster: Settings['cluster'],
): ServicePlace =>
  cluster === 'Kubernetes'
    ? { ...service, address: service.address ?? `${name}.${namespace}.svc` }
    : service

/**
 * Whatever is answered below 500 will do: a path that takes predictions alone answers a GET with 404 or 405, and who
 * answers so is there.
 */
function probeOf(named: Named, place: string, get: Get): Question {
  const url = `http://${place}${named.path ?? '/v2/health/ready'}`
  let missed = patience // until it has answered once, nothing speaks for it
  return {
    key: probeKey(named, place),
    ask: async (signal) => {
      const answer = await get(url, signal)
      const isWell = 'status' in answer && answer.status < 500
      missed = isWell ? 0 : missed + 1
      if (missed < patience) return {}
      const why =
        'status' in answer ? `answers ${answer.status}` : `does not answer: ${answer.failed}`
      return { trouble: { code: 'ServiceUnanswering', detail: `GET ${url} ${why}` } }
    },
    againMs: () => (missed === 0 ? everyMs : againSoonMs),
  }
}

type Known = (key: string) => Learned | undefined

export const placeKnown = (named: Named, learned: Known): string | undefined =>
  learned(lookKey(named))?.place

/** A Service that answers is one pod of which nothing else is known. */
export function workloadOfService(named: Named, learned: Known): Workload {
  const look = learned(lookKey(named))
  const place = look?.place
  const probe = place === undefined ? undefined : learned(probeKey(named, place))
  const trouble = look?.trouble ?? probe?.trouble
  return {
    ready: probe !== undefined && trouble === undefined ? 1 : 0,
    ...{ asked: 1, endpoints: [], digests: [], restarts: 0 },
    ...(place !== undefined && { service: place }),
    ...(trouble !== undefined && { trouble }),
  }
}
