import type { ExperimentRecord } from '../record/record.ts'
import type { StageRule } from '../stages/rule.ts'

/** Outcomes of receipts that a lost router gave would wait for ever: somebody scores for it from now on. */
export const departed: StageRule = {
  name: 'Departed',
  sentence: 'For a router that is lost for good another one scores.',
  speak: ({ o, record }) => {
    const next = departedAmong(record.departed, o.instances)
    return isSame(next, record.departed) ? undefined : { next: { ...record, departed: next } }
  },
}

type Departed = ExperimentRecord['departed']
type Instances = { readonly living: readonly string[]; readonly lost: readonly string[] }

/** Each with an heir that is there; where an heir is lost, too, its own heir takes over all of it. */
function departedAmong(known: Departed, { living, lost }: Instances): Departed {
  const heir = living.toSorted()[0]
  if (heir === undefined) return known
  const gone = [...new Set([...known.map(({ instance }) => instance), ...lost])]
  const isHeir = (instance: string) => living.includes(instance)
  const lines = gone
    .filter((instance) => !isHeir(instance)) // it has come back, with its volume
    .map((instance) => {
      const before = known.find((line) => line.instance === instance)?.heir
      return { instance, heir: before !== undefined && !gone.includes(before) ? before : heir }
    })
  return lines.slice(-mostDeparted)
}

const isSame = (a: Departed, b: Departed) => JSON.stringify(a) === JSON.stringify(b)

const mostDeparted = 256
