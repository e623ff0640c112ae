import { always, type Defaults, each, filling, inOrder, within } from './filling.ts'

const rule = each('ports', filling({ protocol: 'TCP' }))

export const networkPolicy: Defaults = always(
  'spec',
  inOrder(
    each('ingress', rule),
    each('egress', rule),
    filling({
      policyTypes: ({ egress }) =>
        Array.isArray(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
    }),
  ),
)

const inCpu = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
}

const scaleUp = filling({
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
})

const scaleDown = filling({
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
})

/** Who says how to scale one way is told how the other way is done. */
export const horizontalPodAutoscaler: Defaults = always(
  'spec',
  inOrder(
    filling({ minReplicas: 1, metrics: [inCpu] }),
    within('behavior', inOrder(always('scaleUp', scaleUp), always('scaleDown', scaleDown))),
  ),
)
