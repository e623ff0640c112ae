import { variantHeader } from '../../routing/override.ts'
import type { Routed } from '../plan/routed.ts'
import { codeOf, passStream, passWhole, tellFailure } from './answering.ts'
import { type ExchangeEnd, exchange } from './exchange.ts'
import { guarded } from './guarding.ts'
import { exchangeOf, type Forwarding, type Incoming } from './predicting.ts'

/** What is no prediction, such as metadata and health, is the champion's to answer. Nothing of it is counted. */
export function pass(incoming: Incoming, routed: Routed, ports: Forwarding): void {
  const { response } = incoming
  const { champion: name } = routed.plan
  const began = ports.now()
  const ours = () => [variantHeader, name]
  const tell = (code: string) => {
    const tookMs = ports.now() - began
    ports.answered({ assigned: '', answering: name, how: 'Normal', code, tookMs })
  }
  const end: ExchangeEnd = {
    own: () => {},
    whole(head, body) {
      passWhole(response, head, body, ours())
      tell(codeOf(head.status))
    },
    streams(head, first, flow) {
      const sink = passStream(response, head, ours(), first, flow)
      return {
        more: sink.more,
        end() {
          sink.end()
          tell(codeOf(head.status))
        },
        broken(why) {
          sink.broken(why)
          tell('VariantBroken')
        },
      }
    },
    failed: (why) => tell(tellFailure(response, why, name)),
  }
  const about = exchangeOf(incoming, routed, ports.upstream(name), ports)
  exchange(
    about,
    guarded(end, (cause) => ports.broke(cause, response)),
  )
}
