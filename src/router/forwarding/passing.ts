import { variantHeader } from '../../routing/override.ts'
import type { Routed } from '../plan/routed.ts'
import { exchange } from './exchange.ts'
import { giving } from './giving.ts'
import { exchangeOf, type Forwarding, type Incoming } from './predicting.ts'

/** What is no prediction, such as metadata and health, is the champion's to answer. Nothing of it is counted. */
export function pass(incoming: Incoming, routed: Routed, ports: Forwarding): void {
  const { champion: answering } = routed.plan
  const began = ports.now()
  const end = giving(incoming.response, {
    own: () => {},
    oursFor: () => [variantHeader, answering],
    tell(_, code) {
      const tookMs = ports.now() - began
      ports.answered({ assigned: '', answering, how: 'Normal', code, tookMs })
    },
    done: incoming.done,
    broke: ports.broke,
  })
  exchange(exchangeOf(incoming, routed, ports.upstream(answering), ports), end)
}
