import { always, type Defaults, filling, inOrder } from './filling.ts'
import { podTemplate } from './pods.ts'

const rollingUpdate = filling({ maxUnavailable: '25%', maxSurge: '25%' })

/** A Deployment, without the template's labels standing in for its selector: that was long ago. */
export const deployment: Defaults = always(
  'spec',
  inOrder(
    filling({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }),
    always(
      'strategy',
      inOrder(filling({ type: 'RollingUpdate' }), (strategy) =>
        strategy['type'] === 'RollingUpdate'
          ? always('rollingUpdate', rollingUpdate)(strategy)
          : strategy,
      ),
    ),
    always('template', podTemplate),
  ),
)
