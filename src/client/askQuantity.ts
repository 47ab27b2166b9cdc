import type { QuantityId, QuantityResult } from '../engine/quantities/registry'
import type { MeasureInput } from '../engine/types'
import type { EngineClient, Job } from './engineClient'

/** Asks for a quantity; the type of the result follows from its id. */
export const askQuantity = <Id extends QuantityId>(client: EngineClient, input: MeasureInput<Id>) =>
  client.call('measure', input) as Job<unknown> as Job<QuantityResult<Id>>
