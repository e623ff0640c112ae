import type { ExperimentSpec } from '../api/experiment.ts'
import type { ExperimentStatus } from '../api/status.ts'
import type { FailureCode } from '../errors.ts'
import type { Tally } from '../evidence/tally.ts'
import type { Memory } from '../stats/decision/judge.ts'
import type { Losses } from '../stats/quality/quality.ts'
import type { Contest, ExperimentRecord } from './record/record.ts'

/** All that a decision may depend on. No clock, no cluster: what is not here does not count. */
export type Observation = {
  readonly experiment: Experiment
  /** With the API server's defaults in it. */
  readonly spec: ExperimentSpec
  readonly record: RecordSeen
  /** Of variants, by key; who is not here is not there. */
  readonly workloads: { readonly [key: string]: Workload }
  readonly routers: Routers
  readonly evidence: EvidenceSeen
  /** Instances of routers that are there, and those that are gone for good and have left nobody who scores for them. */
  readonly instances: { readonly living: readonly string[]; readonly lost: readonly string[] }
  /** Of metrics of the kind Query, by name: what Prometheus answered, or nothing that can be relied on. */
  readonly queries: { readonly [metric: string]: QueryAnswer }
  /** Ids of the keys that lie in the Secret. */
  readonly keys: { readonly sign: string; readonly accept: readonly string[] }
  /** As it stands: a condition that stays keeps its time. */
  readonly status: ExperimentStatus | undefined
  /** Failures of the last pass's writes, by `Kind/name`: what the API server said no to. */
  readonly refusals: { readonly [object: string]: Trouble }
  readonly settings: Settings
  /** Of the present leader. */
  readonly term: number
  readonly nowMs: number
}

export type Experiment = {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  readonly generation: number
  readonly annotations: { readonly [name: string]: string }
}

/** What is the same for all experiments. */
export type Settings = {
  /** Of routers and servers. */
  readonly image: string
  /** How often tallies are pulled. */
  readonly pullMs: number
  /** How often evidence is judged. */
  readonly lookMs: number
  /** Where the operator runs; absent outside of a cluster. */
  readonly namespace?: string
  /** Processes on one machine share its network: then no port is fixed, and nothing is isolated. */
  readonly cluster: 'Kubernetes' | 'Embedded'
}

export type RecordSeen =
  | { readonly is: 'Absent' }
  | { readonly is: 'There'; readonly record: ExperimentRecord; readonly bytes: number }
  /** It can't be read, and is never written over. */
  | { readonly is: 'Corrupt'; readonly why: string }

/** A failure that stands in the way, by its one name. */
export type Trouble = { readonly code: FailureCode; readonly detail: string }

/** What runs of a variant. */
export type Workload = {
  /** Pods that take predictions, or 1 for a service that answers its probe. */
  readonly ready: number
  /** Replicas asked for at present, whoever asks: a scaler, too. Of a service, 1. */
  readonly asked: number
  /** Of its ready pods, `address:port`, in order. */
  readonly endpoints: readonly string[]
  /** Of its Service, `address:port`. */
  readonly service?: string
  /** What its ready pods say they serve: `sha256:…`, each once. */
  readonly digests: readonly string[]
  /** Containers that were restarted in the last ten minutes. */
  readonly restarts: number
  /** The gravest thing that is wrong with it. */
  readonly trouble?: Trouble
}

export type Routers = {
  readonly ready: number
  readonly asked: number
  /** Where clients go: `http://…`. */
  readonly url?: string
  /** Where the Service of their admin ports lies on this machine, `address:port`; only on `Embedded`. */
  readonly siblings?: string
  /** The revision that every router that exists obeys at least. */
  readonly obeyed?: number
  /** Keys that some router named as missing. */
  readonly missingKeys: readonly string[]
  readonly trouble?: Trouble
}

export type QueryAnswer =
  | { readonly value: number }
  /** NaN, nothing, a part, an error, too slow: nothing follows from it but to hold. */
  | { readonly unknown: string }

/** By which contest what was latched belongs: one never enters another. */
export type Memories = { readonly [contest in Contest]?: Memory }

export type EvidenceSeen = {
  /** Of each instance and round the last one that is known. */
  readonly tallies: readonly Tally[]
  /** Of the round `round`; of another round nothing is remembered. */
  readonly memories: { readonly round: number; readonly by: Memories }
  /** Since when not every router's tally is known lately. Absent: they are. */
  readonly awaySinceMs?: number
  /** Why, in words. */
  readonly why?: string
  readonly losses: {
    /** The longest that a router's journal has lost. */
    readonly lostWindowMs: number
    /** The longest that nodes which are gone may have taken along. */
    readonly lossBoundMs: number
    /** Tallies that were taken and never came, of all that there should be: `tallies` has only the last ones, which can't say it. */
    readonly intervals?: Losses
  }
}
