import { billionths } from '../program/quantity.ts'
import { allContainers, type PodSpec, type Resources } from './spec.ts'

const counted = ['cpu', 'memory']

/** Who would have to go first where memory is short; the server says it too, when a Pod is made. */
export function qosClassOf(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const all = spec.resources ? [spec.resources] : allContainers(spec).map(resourcesOf)
  if (!all.some(asksForSomething)) return 'BestEffort'
  return all.every(isGuaranteed) ? 'Guaranteed' : 'Burstable'
}

const resourcesOf = ({ resources = {} }: { readonly resources?: Resources }) => resources

const amount = (value: string | number | undefined): bigint => billionths(value ?? 0) ?? 0n

const asksForSomething = ({ limits, requests }: Resources): boolean =>
  counted.some((name) => amount(limits?.[name]) > 0n || amount(requests?.[name]) > 0n)

const isGuaranteed = ({ limits, requests }: Resources): boolean =>
  counted.every((name) => {
    const limit = amount(limits?.[name])
    return limit > 0n && amount(requests?.[name] ?? limits?.[name]) === limit
  })
