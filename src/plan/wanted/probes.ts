type Probed = { readonly path: string; readonly port: number | string }

const asked = ({ path, port }: Probed) => ({ httpGet: { path, port } })

/** Within six seconds nobody sends requests any more; routers notice sooner, by what is refused. */
export const readiness = (probed: Probed) => ({
  ...asked(probed),
  ...{ periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 3 },
})

/** A large body may hold a loop for seconds: only who is silent for a minute hangs. */
export const liveness = (probed: Probed) => ({
  ...asked(probed),
  ...{ periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
})

/** Of the Open Inference Protocol. */
export const health = { ready: '/v2/health/ready', live: '/v2/health/live' } as const
