import { defaultRouterReplicas } from '../../api/experiment.ts'
import { deploymentOf } from './deployment.ts'
import { ofRouters } from './labels.ts'
import { listening, ports } from './listening.ts'
import { planName, routerName } from './names.ts'
import { planFile } from './plan-map.ts'
import { type Folder, restrictedPod, secretMode, tmp } from './pod.ts'
import { liveness, readiness } from './probes.ts'
import { bodyMemory, resourcesOr, usualResources } from './resources.ts'
import type { Running } from './running.ts'
import type { WantedObject } from './wanted.ts'

const folders = {
  plan: '/contender/plan',
  keys: '/contender/keys',
  state: '/contender/state',
} as const

/**
 * The routers. Each begins with the plan that is mounted, and obeys those that are pushed; what it has counted lies in a folder of
 * its pod, outlives its container, and is left to another router when the pod ends.
 */
export function routerDeployment(running: Running): WantedObject {
  const { experiment, settings, spec } = running
  const { router, routerEnv } = listening[settings.cluster]
  const selector = ofRouters(experiment.name)
  const resources = resourcesOr(usualResources.router, spec.router.resources)
  const memory = bodyMemory(resources)
  const container = {
    ...{ name: 'router', image: settings.image },
    args: [
      ...['route', `--plan=${folders.plan}/${planFile}`, `--keys=${folders.keys}`],
      ...[`--state=${folders.state}`, ...router(experiment.name)],
      ...(memory === undefined ? [] : [`--memory=${memory}`]),
    ],
    env: routerEnv(experiment.name),
    ports: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort })),
    resources,
    readinessProbe: readiness({ path: '/readyz', port: 'admin' }),
    livenessProbe: liveness({ path: '/livez', port: 'admin' }),
  }
  return deploymentOf(running, {
    ...{ name: routerName(experiment.name), selector },
    replicas: spec.router.replicas ?? defaultRouterReplicas,
    // One after another: who leaves needs somebody who stays, to leave its counts to.
    maxSurge: 1,
    pod: restrictedPod(container, foldersFor(running), selector),
  })
}

const foldersFor = ({ experiment, keysName }: Running): readonly Folder[] => [
  { name: 'plan', path: folders.plan, from: { configMap: { name: planName(experiment.name) } } },
  {
    ...{ name: 'keys', path: folders.keys },
    from: { secret: { secretName: keysName, defaultMode: secretMode } },
  },
  { name: 'state', path: folders.state },
  tmp,
]
