import { allContainers, type Container, type PodSpec } from './spec.ts'
import type { Projection, Volume } from './volume.ts'

export type Mentioned = 'ConfigMap' | 'Secret'

/** How an object is mentioned: `Secret city/bikes`. */
export const mention = (kind: Mentioned, namespace: string, name: string): string =>
  `${kind} ${namespace}/${name}`

/** All ConfigMaps and Secrets that a Pod's environment or its volumes come from. */
export function mentionsIn(namespace: string, spec: PodSpec): ReadonlySet<string> {
  const named = [
    ...allContainers(spec).flatMap(inEnvironment),
    ...(spec.volumes ?? []).flatMap(inVolume),
  ]
  return new Set(named.map(([kind, name]) => mention(kind, namespace, name)))
}

type Named = readonly [kind: Mentioned, name: string]

function inEnvironment({ env = [], envFrom = [] }: Container): readonly Named[] {
  return [
    ...envFrom.flatMap(({ configMapRef, secretRef }) => named(configMapRef, secretRef)),
    ...env.flatMap(({ valueFrom }) => named(valueFrom?.configMapKeyRef, valueFrom?.secretKeyRef)),
  ]
}

function inVolume({ configMap, secret, projected }: Volume): readonly Named[] {
  const own: Projection = {
    ...(configMap && { configMap }),
    ...(secret && { secret: { ...secret, name: secret.secretName ?? '' } }),
  }
  return [own, ...(projected?.sources ?? [])].flatMap((source) =>
    named(source.configMap, source.secret),
  )
}

type Ref = { readonly name?: string } | undefined

function named(configMap: Ref, secret: Ref): readonly Named[] {
  const found: Named[] = []
  if (configMap !== undefined) found.push(['ConfigMap', configMap.name ?? ''])
  if (secret !== undefined) found.push(['Secret', secret.name ?? ''])
  return found
}
