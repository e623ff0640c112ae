import { canonicalJson } from '../../routing/canonical-json.ts'
import { ofRouters } from './labels.ts'
import { siblingsKey } from './listening.ts'
import { planName } from './names.ts'
import { objectOf } from './object.ts'
import type { Running } from './running.ts'
import type { WantedObject } from './wanted.ts'

export const planFile = 'plan.json'

/** What routers begin with. Those that run are pushed each plan, and don't look here. */
export function planMap(running: Running): readonly WantedObject[] {
  const { experiment, plan, siblings } = running
  if (plan === undefined) return []
  const name = planName(experiment.name)
  const texts = {
    [planFile]: canonicalJson(plan),
    ...(siblings !== undefined && { [siblingsKey]: siblings }),
  }
  const labels = ofRouters(experiment.name)
  return [objectOf(running, { kind: 'ConfigMap', name, labels }, { data: texts })]
}
