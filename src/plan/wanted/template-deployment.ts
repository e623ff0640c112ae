import { podOf, portOf, type Template, type TemplateContainer } from '../variants/template.ts'
import type { SpecVariant } from '../variants/variant.ts'
import { deploymentOf } from './deployment.ts'
import { ofVariant } from './labels.ts'
import { ports } from './listening.ts'
import { childName } from './names.ts'
import { spreadOver } from './pod.ts'
import { health, readiness } from './probes.ts'
import { replicasOf } from './replicas.ts'
import type { Running, RunningVariant } from './running.ts'
import { scheduled } from './scheduling.ts'
import type { WantedObject } from './wanted.ts'

/** Where a server of a template answers; one that names no port is refused before it comes to that. */
export const templatePort = (template: Template): number => portOf(template) ?? ports.http

/**
 * A user's own server: their pod as they wrote it, with what it takes to be found, and to get requests only once it answers.
 * Whether it is restricted is theirs to say: an image that runs as root would end by what we added. What is theirs already
 * stays; only labels of ours can't be said otherwise.
 */
export function templateDeployment(
  running: Running,
  { variant, replicas }: RunningVariant,
  template: Template,
): WantedObject {
  const { experiment, settings } = running
  const selector = ofVariant(experiment.name, variant)
  const { containers, ...pod } = podOf(template)
  const own = containers.map((container, nth) =>
    nth === 0 ? served(container, template, variant.spec) : container,
  )
  const usual = {
    ...{ automountServiceAccountToken: false, enableServiceLinks: false },
    topologySpreadConstraints: spreadOver(selector),
  }
  return deploymentOf(running, {
    ...{ name: childName(experiment.name, variant), selector, maxSurge: '25%' },
    replicas: replicasOf(settings, replicas),
    ...template.metadata,
    pod: scheduled({ ...usual, ...pod, containers: own }, variant.spec),
  })
}

/** The container that answers. */
const served = (
  container: TemplateContainer,
  template: Template,
  { resources }: SpecVariant,
): TemplateContainer => ({
  readinessProbe: readiness({ path: health.ready, port: templatePort(template) }),
  ...container,
  ...(resources !== undefined && { resources }),
})
