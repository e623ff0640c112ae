import { presentEpoch } from '../../round/epochs.ts'
import { isUp } from '../../shares/shares.ts'
import { troubleOf } from '../../variants/troubles.ts'
import { type Facts, isBetween } from '../facts.ts'
import { no, type Said, yes } from './said.ts'

/** What nobody but a person can put right, by the name of the failure: the first that is found. */
export function stalled(facts: Facts): Said | undefined {
  if (isBetween(facts)) return undefined
  for (const find of causes) {
    const said = find(facts)
    if (said !== undefined) return said
  }
  return no('NotStalled', 'nothing waits for a person')
}

const causes: readonly ((facts: Facts) => Said | undefined)[] = [
  ({ waiting }) => waiting?.stalledBy && yes(waiting.stalledBy, waiting.message),
  refused,
  routersAway,
  championAway,
]

/** An object that the API server says no to will be said no to again. */
function refused({ o: { refusals } }: Facts): Said | undefined {
  const [first, ...more] = Object.entries(refusals).sort(([a], [b]) => (a < b ? -1 : 1))
  if (first === undefined) return undefined
  const [object, { code, detail }] = first
  const others = more.length === 0 ? '' : `; and ${more.length} more`
  return yes(code, `${object}: ${detail}${others}`)
}

function routersAway({ o: { routers } }: Facts): Said | undefined {
  const { ready, trouble } = routers
  return ready > 0 || trouble === undefined ? undefined : yes(trouble.code, trouble.detail)
}

function championAway({ o, record }: Facts): Said | undefined {
  const { champion } = presentEpoch(record)
  if (isUp(o.workloads, champion)) return undefined
  const trouble = troubleOf(o, champion)
  return trouble && yes(trouble.code, `${champion}: ${trouble.detail}`)
}
