import type { Door } from '../../kube/door.ts'
import type { Routers, Settings, Trouble, Workload } from '../../plan/observation.ts'
import type { Variant } from '../../plan/variants/variant.ts'
import { childName, routerName } from '../../plan/wanted/names.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { Children } from './children.ts'
import { changeAmong, questionsFor, saidBy } from './pod-questions.ts'
import { type RouterPod, routerPodsOf, routersOf } from './routers.ts'
import { questionOfSecret, secretTrouble } from './secret-questions.ts'
import type { SeenExperiment } from './seen-experiment.ts'
import type { SeenPod } from './seen-pod.ts'
import { placeKnown, questionsAbout, workloadOfService } from './service-questions.ts'
import type { Learned, Question, Tending } from './tending.ts'
import type { Get } from './wire.ts'
import { serves, workloadOf } from './workload.ts'

type Ports = {
  readonly children: Pick<Children, 'deployment' | 'service' | 'podsOf'>
  readonly tending: Pick<Tending, 'want' | 'learned'>
  readonly door: Pick<Door, 'get'>
  readonly get: Get
  readonly cluster: Settings['cluster']
  readonly clock: Pick<Clock, 'wall'>
}

export type Observed = {
  readonly workloads: { readonly [key: string]: Workload }
  /** Of variants, by key: what has changed though they serve. It stands in nobody's way. */
  readonly warnings: { readonly [key: string]: Trouble }
  readonly routers: Omit<Routers, 'obeyed' | 'missingKeys'>
  readonly routerPods: readonly RouterPod[]
}

/** One variant, and all that is known of it. */
type Subject = {
  readonly variant: Variant
  /** Of its children. */
  readonly childKey: string
  readonly pods: readonly SeenPod[]
}

/** What runs for an experiment, by what is known at this moment; what is not known yet is asked for, and wakes it. */
export function createObserving({ children, tending, door, get, cluster, clock }: Ports) {
  function observe({ key }: Pick<SeenExperiment, 'key'>, variants: readonly Variant[]): Observed {
    const [namespace = '', model = ''] = key.split('/')
    const pods = children.podsOf(key)
    const learned = (question: string) => tending.learned(key, question)
    const subjects = variants.map((variant) => subjectOf(variant, key, pods))
    tending.want(
      key,
      subjects.flatMap((subject) => questionsOf(subject, { namespace, model, learned })),
    )
    const warnings = subjects.map(({ variant, pods: own }) => [
      variant.key,
      changeAmong(own, learned),
    ])
    const routers = pods.filter(({ component }) => component === 'router')
    const deployment = children.deployment(routerName(key))
    const service = children.service(key)
    return {
      workloads: Object.fromEntries(
        subjects.map((subject) => [subject.variant.key, workloadFor(subject, learned)]),
      ),
      warnings: Object.fromEntries(warnings.filter(([, trouble]) => trouble !== undefined)),
      routers: routersOf({ key, deployment, service, pods: routers }, cluster),
      routerPods: routerPodsOf(routers),
    }
  }

  function questionsOf({ variant, childKey, pods }: Subject, { namespace, model, learned }: Asked) {
    const { service: named, model: source } = variant.spec
    if (named !== undefined) {
      const place = placeKnown(named, learned)
      return questionsAbout(namespace, named, place, { door, get, cluster })
    }
    if (source === undefined) return [] // what users' own servers say of themselves follows no rule
    const service = children.service(childKey)
    const isReady = pods.some(serves)
    const { secretName } = source.credentials ?? {}
    const secrets: readonly Question[] =
      secretName === undefined || isReady ? [] : [questionOfSecret(namespace, secretName, door)]
    return [...questionsFor({ model, service, pods }, get), ...secrets]
  }

  function workloadFor({ variant, childKey, pods }: Subject, learned: Known): Workload {
    const { service: named, model } = variant.spec
    if (named !== undefined) return workloadOfService(named, learned)
    const { secretName } = model?.credentials ?? {}
    const seen = {
      deployment: children.deployment(childKey),
      service: children.service(childKey),
      pods,
      said: saidBy(pods, learned),
      secret: secretName === undefined ? undefined : secretTrouble(secretName, learned),
    }
    return workloadOf(seen, cluster, clock.wall())
  }

  return { observe, forget: (experiment: string) => tending.want(experiment, []) }
}

type Known = (question: string) => Learned | undefined
type Asked = { readonly namespace: string; readonly model: string; readonly learned: Known }

/** Children are named `<experiment>-<variant>-<revision8>`; pods are found by their labels. */
const subjectOf = (variant: Variant, key: string, pods: readonly SeenPod[]): Subject => ({
  variant,
  childKey: childName(key, variant),
  pods: pods.filter((pod) => pod.component === 'server' && pod.variant === variant.key),
})
