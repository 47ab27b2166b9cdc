/** @file A network as its layers are told, compiled for the backend in use. */
import * as tf from '../tf'
import { executorInUse } from './executors'
import type { Size, Value } from './network'
import { NetworkBuilder } from './networkBuilder'
import { planProgram } from './plan'
import type { FusedNetwork, Normalisation } from './types'

/** Tells the layers to the builder and returns what the last one gives: the logits (1, 1, classes); null: a layer has no fused form. */
export type Build = (network: NetworkBuilder) => Value | null

/**
 * Null where the backend in use cannot run it. The tensors that `build` names stay the caller's, and are needed no more.
 *
 * @param size of the images
 */
export function fuseNetwork(build: Build, size: Size, normalisation: Normalisation): FusedNetwork | null {
  const executor = executorInUse()
  if (executor === null) return null
  const made: { network: FusedNetwork | null } = { network: null }
  tf.tidy(() => {
    const builder = new NetworkBuilder(size)
    const logits = build(builder)
    if (logits === null) return
    made.network = executor(planProgram({ images: builder.images, layers: builder.layers, logits }, normalisation))
  })
  return made.network
}
