import type { SpecVariant } from '../variants/variant.ts'
import { deploymentOf } from './deployment.ts'
import { ofVariant } from './labels.ts'
import { listening, ports } from './listening.ts'
import { childName } from './names.ts'
import { type Folder, restrictedPod, secretMode, terminationLog, tmp } from './pod.ts'
import { health, liveness, readiness } from './probes.ts'
import { replicasOf } from './replicas.ts'
import { resourcesOr, usualResources } from './resources.ts'
import type { Running, RunningVariant } from './running.ts'
import { scheduled } from './scheduling.ts'
import { settingsFile } from './settings-map.ts'
import type { WantedObject } from './wanted.ts'

type Model = NonNullable<SpecVariant['model']>

const folders = {
  settings: '/contender/settings',
  cache: '/contender/cache',
  secret: '/contender/secret',
} as const

/** A model that Contender serves. What it serves stands in its settings, which are read anew: they restart nothing. */
export function serverDeployment(
  running: Running,
  { variant, replicas }: RunningVariant,
  model: Model,
): WantedObject {
  const { experiment, settings, serverImage = settings.image } = running
  const { spec } = variant
  const name = childName(experiment.name, variant)
  const selector = ofVariant(experiment.name, variant)
  const container = {
    ...{ name: 'server', image: serverImage },
    args: [
      ...['serve', `--settings=${folders.settings}/${settingsFile}`, `--cache=${folders.cache}`],
      ...(model.credentials === undefined ? [] : [`--secret=${folders.secret}`]),
      ...listening[settings.cluster].server,
      // In this time a store that stumbles is back; then the reason is told as that of a container.
      ...['--patience=1m', `--termination-log=${terminationLog}`],
    ],
    ports: [{ name: 'http', containerPort: ports.http }],
    resources: resourcesOr(usualResources.server, spec.resources),
    readinessProbe: readiness({ path: health.ready, port: 'http' }),
    livenessProbe: liveness({ path: health.live, port: 'http' }),
  }
  const pod = restrictedPod(container, foldersFor(name, model), selector)
  return deploymentOf(running, {
    ...{ name, selector, replicas: replicasOf(settings, replicas), maxSurge: '25%' },
    pod: scheduled(pod, spec),
  })
}

function foldersFor(name: string, { credentials }: Model): readonly Folder[] {
  const { settings, cache, secret } = folders
  const always = [
    { name: 'settings', path: settings, from: { configMap: { name } } },
    { name: 'cache', path: cache },
    tmp,
  ]
  if (credentials === undefined) return always
  const from = { secret: { secretName: credentials.secretName, defaultMode: secretMode } }
  return [...always, { name: 'secret', path: secret, from }]
}
