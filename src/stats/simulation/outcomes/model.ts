import { type ClassesModel, classesSource } from './classes.ts'
import { type DisastersModel, disastersSource } from './disasters.ts'
import { type LatencyModel, latencySource } from './latency.ts'
import type { Source } from './outcome.ts'
import { type RateModel, rateSource } from './rate.ts'
import { type RatioModel, ratioSource } from './ratio.ts'
import { type TruthsModel, truthsSource } from './truths.ts'
import { type ValueModel, valueSource } from './value.ts'

/** What may be measured of a request, and how it comes about. */
export type Model =
  | RateModel
  | ValueModel
  | DisastersModel
  | RatioModel
  | ClassesModel
  | TruthsModel
  | LatencyModel

/** `hardPart` is the part of requests that are hard. */
export function sourceOf(model: Model, hardPart: number): Source {
  switch (model.kind) {
    case 'Rate':
      return rateSource(model, hardPart)
    case 'Value':
      return valueSource(model)
    case 'Disasters':
      return disastersSource(model)
    case 'Ratio':
      return ratioSource(model)
    case 'Classes':
      return classesSource(model)
    case 'Truths':
      return truthsSource(model)
    case 'Latency':
      return latencySource(model)
  }
}
