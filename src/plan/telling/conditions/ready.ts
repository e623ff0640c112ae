import { presentEpoch } from '../../round/epochs.ts'
import { isUp } from '../../shares/shares.ts'
import { troubleOf } from '../../variants/troubles.ts'
import { type Facts, isBetween } from '../facts.ts'
import { no, type Said, unsure, yes } from './said.ts'

/**
 * False: nobody answers predictions. Unknown: they are answered, and what was asked for last is being put in place. A
 * comparison, a promotion under way and a challenger that has lost are as ready as can be.
 */
export function ready(facts: Facts): Said | undefined {
  const { o, record, waiting } = facts
  const { ready: routers, asked, trouble } = o.routers
  const { champion } = presentEpoch(record)
  if (routers === 0)
    return no(trouble?.code ?? 'RoutersStarting', `${routersIn(facts)}${withDetail(trouble)}`)
  if (!isUp(o.workloads, champion)) return championAway(facts, champion)
  const serving = `${replicasIn(facts, champion)}, ${routers} of ${asked} routers`
  if (record.round.stage !== 'Preparing') return yes('Serving', `${serving} are ready`)
  if (isBetween(facts)) return undefined
  return unsure(
    waiting?.reason ?? 'Preparing',
    `${waiting?.message ?? 'preparing'}; ${serving} are ready`,
  )
}

function championAway(facts: Facts, champion: string): Said {
  const trouble = troubleOf(facts.o, champion)
  const isFirst = facts.record.round.stage === 'Preparing'
  const reason = trouble?.code ?? (isFirst ? 'ChampionPreparing' : 'ChampionDown')
  return no(reason, `${replicasIn(facts, champion)} are ready${withDetail(trouble)}`)
}

const routersIn = ({ o: { routers } }: Facts) =>
  `${routers.ready} of ${routers.asked} routers are ready`

function replicasIn({ o }: Facts, key: string): string {
  const { ready: has = 0, asked = 0 } = o.workloads[key] ?? {}
  return `${has} of ${asked} replicas of ${key}`
}

const withDetail = (trouble: { readonly detail: string } | undefined) =>
  trouble === undefined ? '' : `: ${trouble.detail}`
