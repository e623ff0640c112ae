import { expect, it } from 'vitest'
import type { ExchangeEnd } from '../../../../src/router/forwarding/exchange.ts'
import { guarded } from '../../../../src/router/forwarding/guarding.ts'

it('tells what breaks while an answer is made, whichever step that is', () => {
  const bug = new Error('a bug')
  const breaks = () => {
    throw bug
  }
  const told: unknown[] = []
  const end = guarded({ own: breaks, whole: breaks, failed: breaks, streams: breaks }, (cause) => {
    told.push(cause)
  })
  const [own, head] = [{}, { status: 200 }] as unknown as [
    Parameters<ExchangeEnd['own']>[0],
    Parameters<ExchangeEnd['whole']>[0],
  ]
  const given = {} as Parameters<ExchangeEnd['failed']>[1]
  const flow = {} as Parameters<ExchangeEnd['streams']>[2]
  end.own(own)
  end.whole(head, Buffer.alloc(0), given)
  end.failed('Timeout', given)
  const sink = end.streams(head, Buffer.alloc(0), flow, given)
  sink.more(Buffer.alloc(1)) // what still comes is thrown away
  sink.end()
  sink.broken('Broken')
  expect(told).toEqual([bug, bug, bug, bug])
})
