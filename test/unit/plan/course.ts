import type { ExperimentSpec } from '../../../src/api/experiment.ts'
import type { Experiment, Observation, Workload } from '../../../src/plan/observation.ts'
import { type Passed, pass } from '../../../src/plan/pass.ts'
import type { ExperimentRecord, StageName } from '../../../src/plan/record/record.ts'
import type { Looked } from '../../../src/plan/stages/rule.ts'
import { variantsOf } from '../../../src/plan/variants/variants.ts'
import { anObservation, aSpec, looked, startMs, upWith } from './given.ts'

/** The course of one experiment: a world that a test changes, and passes over it until nothing more follows. */
export function aCourse(first: ExperimentSpec = aSpec()) {
  let o = anObservation({ spec: first })
  let verdict: Looked | undefined = looked({})
  const said: string[] = []

  const record = (): ExperimentRecord => {
    if (o.record.is !== 'There') throw new Error('there is no record')
    return o.record.record
  }
  const change = (given: Partial<Observation>) => {
    o = { ...o, ...given }
  }

  /** One pass; what it decided is committed. */
  function once(): Passed {
    const passed = pass(o, () => verdict)
    if ('corrupt' in passed) throw new Error(passed.corrupt)
    if (passed.isNews) {
      const text = JSON.stringify(passed.record)
      change({ record: { is: 'There', record: JSON.parse(text), bytes: text.length } })
      said.push(passed.rule)
    }
    return passed
  }

  /** Passes until one changes nothing; what it waits for. */
  function rest(): Passed {
    for (let i = 0; i < 50; i++) {
      const passed = once()
      if (!passed.isNews) return passed
    }
    throw new Error(`no end of passes: ${said.slice(-10).join(', ')}`)
  }

  const keyOf = (name: string) => {
    const { champion, former } = record()
    const known = [...variantsOf(o.spec), champion.variant, ...(former ? [former.variant] : [])]
    const found = known.find((each) => each.name === name)
    if (found === undefined) throw new Error(`no variant ${name}`)
    return found.key
  }

  return {
    record,
    once,
    rest,
    keyOf,
    said,
    change,
    observation: () => o,
    stage: (): StageName => record().round.stage,
    outcome: () => record().history[0]?.outcome,
    shares: () => record().round.epochs.at(-1)?.shares ?? [],
    says: (given: Parameters<typeof looked>[0] | undefined) => {
      verdict = given === undefined ? undefined : looked(given)
    },
    run: (name: string, given: number | Workload) => {
      const key = name.includes('@') ? name : keyOf(name)
      const workload = typeof given === 'number' ? upWith(given) : given
      change({ workloads: { ...o.workloads, [key]: workload } })
    },
    wait: (ms: number) => change({ nowMs: o.nowMs + ms }),
    sinceStart: () => o.nowMs - startMs,
    edit: (spec: ExperimentSpec) =>
      change({ spec, experiment: { ...o.experiment, generation: o.experiment.generation + 1 } }),
    annotate: (written: Experiment['annotations']) =>
      change({
        experiment: { ...o.experiment, annotations: { ...o.experiment.annotations, ...written } },
      }),
    outage: (awaySinceMs: number | undefined) => {
      const { awaySinceMs: _, ...evidence } = o.evidence
      change({ evidence: awaySinceMs === undefined ? evidence : { ...evidence, awaySinceMs } })
    },
  }
}

export type Course = ReturnType<typeof aCourse>

/** Ways to each stage, as an experiment really goes. */
export const reaching: { readonly [stage in StageName]: (spec?: ExperimentSpec) => Course } = {
  Preparing: (spec) => {
    const course = aCourse(spec)
    course.once()
    course.run('v3', 2)
    course.rest()
    return course
  },
  Shadowing: (
    spec = aSpec({
      traffic: {
        shadow: { percent: 100, minimumDuration: '1h' },
        canary: { steps: [{ percent: 5 }] },
      },
    }),
  ) => up(reaching.Preparing(spec)),
  Comparing: (spec) => up(reaching.Preparing(spec)),
  AwaitingApproval: (spec = aSpec({ promotion: { mode: 'Approval' } })) =>
    won(reaching.Comparing(spec)),
  Promoting: (spec) => {
    const course = reaching.Comparing(spec)
    course.run('v4', 1)
    return won(course)
  },
  Validating: (spec) => won(reaching.Comparing(spec)),
  Settled: (spec) => {
    const course = reaching.Comparing(spec)
    course.says({ says: 'Retain', rule: 'Futile', reason: 'it is not better' })
    course.rest()
    course.says({})
    return course
  },
}

function up(course: Course): Course {
  course.run('v4', 2)
  course.rest()
  return course
}

function won(course: Course): Course {
  course.says({
    says: 'Promote',
    rule: 'Superior',
    reason: 'it is better',
    challenger: course.keyOf('v4'),
  })
  course.rest()
  course.says({})
  return course
}
