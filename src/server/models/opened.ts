import type { Model } from '../../onnx/model.ts'
import { createBatcher } from '../batching.ts'
import { createHolding, type Holding } from './holding.ts'
import type { Shared } from './ports.ts'
import type { Lease, Served } from './served.ts'

export type Opened = Pick<Holding, 'retire' | 'released'> & {
  readonly served: Served
  readonly take: () => Lease
}

type Facts = Pick<Served, 'name' | 'version' | 'versions' | 'digest'>

/** A model in memory as requests get it: counted, and in batches where it bears them. */
export function openedFrom(
  model: Model,
  facts: Facts,
  { settings, turn, gather, ran }: Shared,
): Opened {
  const { name, version } = facts
  const holding = createHolding(model)
  const { mostRows, mostWaiting } = settings.batching
  const batcher = createBatcher(holding.run, {
    mostRows: model.batching.isSafe ? mostRows : 1,
    mostWaiting,
    turn,
    gather,
    ran: ran && ((requests, rows) => ran(name, version, requests, rows)),
  })
  const served: Served = { ...facts, model, batcher }
  const { take, retire, released } = holding
  return { served, retire, released, take: () => ({ served, done: take() }) }
}
