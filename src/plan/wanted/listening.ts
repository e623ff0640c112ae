import type { Settings } from '../observation.ts'
import { planName, routerName } from './names.ts'

/** Ports of containers; on one machine, which all of them share, mere names for others that are given out there. */
export const ports = { http: 8080, admin: 9090 } as const

/** Under this key of the plan's ConfigMap it stands where siblings are found, where that has no name. */
export const siblingsKey = 'siblings'

type Listening = {
  readonly server: readonly string[]
  readonly router: (experiment: string) => readonly string[]
  readonly routerEnv: (experiment: string) => readonly object[]
}

/** Where processes listen, and routers find one another. */
export const listening: { readonly [cluster in Settings['cluster']]: Listening } = {
  Kubernetes: {
    server: [`--listen=0.0.0.0:${ports.http}`],
    router: (experiment) => [
      ...[`--listen=0.0.0.0:${ports.http}`, `--admin=0.0.0.0:${ports.admin}`],
      `--siblings=${routerName(experiment)}:${ports.admin}`,
      // Brackets, which IPv6 wants, do IPv4 no harm.
      `--advertise=[$(POD_IP)]:${ports.admin}`,
    ],
    routerEnv: () => [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
  },
  Embedded: {
    // Everything there is on loopback, stores of models, too.
    server: ['--listen=$(HOST):$(PORT_HTTP)', '--allow-loopback'],
    router: () => [
      ...['--listen=$(HOST):$(PORT_HTTP)', '--admin=$(HOST):$(PORT_ADMIN)'],
      '--siblings=$(SIBLINGS)',
    ],
    // The address comes after the Service, and must not change the pods: until it is there they wait.
    routerEnv: (experiment) => [
      {
        name: 'SIBLINGS',
        valueFrom: { configMapKeyRef: { name: planName(experiment), key: siblingsKey } },
      },
    ],
  },
}
