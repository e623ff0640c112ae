import { objectOf } from './object.ts'
import type { Running } from './running.ts'
import type { WantedObject } from './wanted.ts'

/**
 * Of pods that are moved to other nodes, one at a time. Said so, and not as how many must stay, it lets go of a single replica,
 * too: a node that can never be drained is worse than a moment without. Pods that don't answer hold up nobody.
 */
export const budgetOf = (
  running: Running,
  name: string,
  selector: { readonly [name: string]: string },
): readonly WantedObject[] =>
  // Nobody drains the one machine.
  running.settings.cluster === 'Embedded'
    ? []
    : [
        objectOf(
          running,
          { kind: 'PodDisruptionBudget', name, labels: selector },
          {
            spec: {
              maxUnavailable: 1,
              selector: { matchLabels: selector },
              unhealthyPodEvictionPolicy: 'AlwaysAllow',
            },
          },
        ),
      ]
