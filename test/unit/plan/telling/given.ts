import { isDeepStrictEqual } from 'node:util'
import { duplicates } from '../../../../src/admission/list-maps.ts'
import { root } from '../../../../src/admission/problem.ts'
import { violations } from '../../../../src/admission/schema.ts'
import { isJsonObject, type Json } from '../../../../src/api/json.ts'
import { type ExperimentStatus, statusSchema } from '../../../../src/api/status.ts'
import type { StageName } from '../../../../src/plan/record/record.ts'
import { type Facts, type Found, factsOf } from '../../../../src/plan/telling/facts.ts'
import { toldOf } from '../../../../src/plan/telling/told.ts'
import { understood } from '../../../../src/plan/understood.ts'
import { type Course, reaching } from '../course.ts'
import { looked } from '../given.ts'

/** Somebody who is told what each pass over a course has come to, as whoever reads `status` is. */
export function aReader(course: Course) {
  const writes: ExperimentStatus[] = []

  /** One pass; whether there was more to do. */
  function once(): boolean {
    const o = course.observation()
    const { record, waiting, isNews, after, looked: seen } = course.once()
    const u = understood(o, record)
    const status = toldOf(factsOf({ o, record, u, waiting, looked: isNews ? after : seen() }))
    if (!isDeepStrictEqual(status, o.status)) {
      writes.push(status)
      course.change({ status: JSON.parse(JSON.stringify(status)) })
    }
    return isNews
  }

  /** All passes until one changes nothing. */
  function rest(): ExperimentStatus {
    for (let passes = 0; passes < 60; passes++) if (!once()) return status()
    throw new Error('no end of passes')
  }

  function status(): ExperimentStatus {
    const present = course.observation().status
    if (present === undefined) throw new Error('nothing was told')
    return present
  }

  return { once, rest, status, writes, course }
}

export type Reader = ReturnType<typeof aReader>

/** A reader who comes to an experiment in this stage. */
export function readerAt(stage: StageName): Reader {
  const reader = aReader(reaching[stage]())
  reader.rest()
  return reader
}

/** `True Serving`, of one condition. */
export function conditionIn(status: ExperimentStatus, type: string): string {
  const found = status.conditions?.find((each) => each.type === type)
  return found === undefined ? 'absent' : `${found.status} ${found.reason}`
}

/** What an API server would say against it. */
export function problemsOf(status: ExperimentStatus): readonly string[] {
  const document: Json = JSON.parse(JSON.stringify(status))
  if (!isJsonObject(document)) return ['it is no object']
  const found = [
    ...violations(document, statusSchema, root),
    ...duplicates(document, statusSchema, root),
  ]
  const changed = isDeepStrictEqual(document, status) ? [] : ['it has fields that are undefined']
  return [...found.map((problem) => JSON.stringify(problem)), ...changed]
}

/** What is known in a stage, with a look that a test may change. */
export function factsAt(stage: StageName, found: Partial<Found> = {}): Facts {
  const course = reaching[stage]()
  const o = course.observation()
  const { record, waiting } = course.once()
  return {
    ...{ o, record, u: understood(o, record), waiting },
    found: { looked: looked({}), counts: [], observed: undefined, ...found },
  }
}
