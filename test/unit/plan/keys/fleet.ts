import { type KeysInUse, keysOfPlan, type nextKeys } from '../../../../src/plan/keys/next-keys.ts'
import { below, chance } from '../../../chance.ts'

type Told = { readonly revision: number; readonly sign: string; readonly accept: readonly string[] }
type Router = {
  obeys: Told
  /** What its node has mounted lately: Secrets come late, and whole. */
  mounted: readonly string[]
  said: { revision: number; missingKeys: readonly string[] }
}

const acceptForMs = 200

type Given = { readonly seed: number; readonly next: typeof nextKeys }

/** Routers as they take plans and Secrets in their own time, and a leader that hears of it; clients that come with every receipt. */
export function createFleet({ seed, next }: Given) {
  const random = chance(seed)
  let [nowMs, revision, roots] = [0, 1, 1]
  let present: KeysInUse = { sign: 'k1', accept: [{ id: 'k1' }] }
  const planned = (): Told => ({ revision, ...keysOfPlan(present) })
  const secret = () => [...new Set([...keysOfPlan(present).accept, `k${roots}`])]
  const begun = (): Router => ({
    ...{ obeys: planned(), mounted: secret() },
    said: { revision, missingKeys: [] },
  })
  const routers = Array.from({ length: 4 }, begun)
  const lastSigned = new Map<string, number>()
  const unread: string[] = []

  function look(): void {
    const accept = Array.from({ length: roots }, (_, n) => `k${n + 1}`)
    const after = next(present, {
      keys: { sign: `k${roots}`, accept },
      routers: {
        obeyed: Math.min(...routers.map(({ said }) => said.revision)),
        missingKeys: routers.flatMap(({ said }) => said.missingKeys),
      },
      ...{ revision, acceptForMs, nowMs },
    })
    const isNews = JSON.stringify(keysOfPlan(after)) !== JSON.stringify(keysOfPlan(present))
    present = after
    if (isNews) revision++
  }

  /** As `contender route` takes a plan: not without the key that is to sign, and keeping those that the plan names. */
  function push(router: Router): void {
    const plan = planned()
    const there = new Set([
      ...router.mounted,
      ...router.obeys.accept.filter((id) => has(router, id)),
    ])
    if (!there.has(plan.sign)) return
    router.obeys = plan
    router.mounted = [...there]
    router.said = {
      revision: plan.revision,
      missingKeys: plan.accept.filter((id) => !there.has(id)),
    }
  }

  const has = ({ mounted }: Router, id: string) => mounted.includes(id)

  const acts: readonly ((router: Router) => void)[] = [
    look,
    push,
    push,
    (router) => {
      const kept = router.obeys.accept.filter((id) => has(router, id))
      router.mounted = [...new Set([...secret(), ...kept])]
    },
    () => {
      nowMs += below(random, 60)
    },
    (router) => Object.assign(router, random() < 0.1 ? begun() : {}),
  ]

  /** A receipt of any router comes to all of them. */
  function judge(): void {
    for (const { obeys } of routers) lastSigned.set(obeys.sign, nowMs)
    const coming = [...lastSigned].filter(([, atMs]) => nowMs < atMs + acceptForMs)
    for (const [id] of coming)
      if (!routers.every((router) => reads(router, id))) unread.push(`${id} at ${nowMs}`)
  }

  const reads = (router: Router, id: string) => router.obeys.accept.includes(id) && has(router, id)

  return {
    unread,
    present: () => present,
    newest: () => `k${roots}`,
    addRoot: () => {
      roots++
    },
    step: () => {
      const router = routers[below(random, routers.length)]
      const act = acts[below(random, acts.length)]
      if (router !== undefined) act?.(router)
      judge()
    },
  }
}

export function runFleet(fleet: ReturnType<typeof createFleet>) {
  for (let n = 0; n < 1_500; n++) {
    if (n % 300 === 0) fleet.addRoot()
    fleet.step()
  }
  return fleet
}
