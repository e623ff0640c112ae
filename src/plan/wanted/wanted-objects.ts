import { autoscalerOf } from './autoscaler.ts'
import { budgetOf } from './budgets.ts'
import { ofRouters, ofVariant } from './labels.ts'
import { ports } from './listening.ts'
import { childName, routerName } from './names.ts'
import { planMap } from './plan-map.ts'
import { policies } from './policies.ts'
import { routerDeployment } from './router-deployment.ts'
import type { Running, RunningVariant } from './running.ts'
import { serverDeployment } from './server-deployment.ts'
import { routerServices, variantService } from './services.ts'
import { settingsMap } from './settings-map.ts'
import { templateDeployment, templatePort } from './template-deployment.ts'
import type { WantedObject } from './wanted.ts'

/**
 * All objects that an experiment wants, but its record, its evidence and its keys; what pods mount comes before them. The same input
 * gives the same objects, and no template of a pod says anything of plans, pins or roles.
 */
export const wantedObjects = (running: Running): readonly WantedObject[] => [
  ...policies(running),
  ...planMap(running),
  ...routerServices(running),
  ...running.variants.flatMap((each) => objectsOfVariant(running, each)),
  routerDeployment(running),
  ...budgetOf(running, routerName(running.experiment.name), ofRouters(running.experiment.name)),
]

function objectsOfVariant(running: Running, each: RunningVariant): readonly WantedObject[] {
  const { variant } = each
  const { name } = running.experiment
  const served = serverOf(running, each)
  if (served.length === 0) return []
  return [
    ...served,
    ...budgetOf(running, childName(name, variant), ofVariant(name, variant)),
    ...autoscalerOf(running, each),
  ]
}

/** Nothing of a service: that is run by its owner. */
function serverOf(running: Running, each: RunningVariant): readonly WantedObject[] {
  const { variant } = each
  const { model, template } = variant.spec
  if (model !== undefined) {
    return [
      settingsMap(running, each, model),
      variantService(running, variant, ports.http),
      serverDeployment(running, each, model),
    ]
  }
  if (template === undefined) return []
  return [
    variantService(running, variant, templatePort(template)),
    templateDeployment(running, each, template),
  ]
}
