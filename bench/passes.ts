/** @file Times a model's passes, forward and back to the pixels: the first one, with all that it waits for, and the next. */
import { loadArchitecture } from '../src/engine/architectures/registry'
import { memory } from '../src/engine/backend'
import { kernelsInUse } from '../src/engine/backend/wasmKernels/loadKernels'
import type { Manifest } from '../src/engine/checkpoints/manifest'
import { createClassifier } from '../src/engine/classifier'
import { lossInputGradient } from '../src/engine/gradients/lossInputGradient'
import * as tf from '../src/engine/tf'
import { seededParameter, seededUnit } from '../src/testing/seededValues'
import { PASS_MODELS, type PassModel } from './passModels'

export interface PassTimes {
  readonly isFused: boolean
  /** From the weights in memory to the first gradient, in milliseconds. */
  readonly cold: number
  /** Of the passes after it. */
  readonly warm: readonly number[]
  /** Bytes that tfjs holds at the end. */
  readonly bytes: number
  /** Bytes of the memory of wasm's own kernels; absent on other backends. */
  readonly kernelBytes?: number
}

export async function timePasses(name: string, batch: number, passes: number): Promise<PassTimes> {
  const model = PASS_MODELS[name] as PassModel
  const { architecture, side, classes } = model
  const found = await loadArchitecture(architecture.name)
  const settings = found.parseSettings(architecture)
  const weights = [...found.parameterShapes(settings, classes)].map(
    ([parameter, shape]) => [parameter, shape, seededParameter(parameter, shape)] as const,
  )
  const pixels = seededUnit('pixels', batch * side * side * 3)
  const input = { height: side, width: side, channels: 3, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] }

  const begin = performance.now()
  const parameters = new Map(weights.map(([parameter, shape, values]) => [parameter, tf.tensor(values, [...shape])]))
  const classifier = createClassifier({ name, input } as unknown as Manifest, found, settings, parameters)
  await classifier.ready()
  const isFused = classifier.logits.fused !== undefined
  const pass = async () => {
    const result = tf.tidy(() =>
      lossInputGradient(classifier, tf.tensor4d(pixels, [batch, side, side, 3]), tf.zeros([batch], 'int32')),
    )
    const gradient = await result.gradient.data()
    tf.dispose(result)
    if (!gradient.every(Number.isFinite)) throw new Error(`The gradient of ${name} is not finite.`)
  }
  await pass()
  const cold = performance.now() - begin
  const warm: number[] = []
  for (let i = 0; i < passes; i++) {
    const from = performance.now()
    await pass()
    warm.push(performance.now() - from)
  }
  const { bytes } = memory()
  const kernels = tf.getBackend() === 'wasm' ? kernelsInUse() : null
  classifier.dispose()
  return { isFused, cold, warm, bytes, ...(kernels ? { kernelBytes: kernels.heap.memory.buffer.byteLength } : {}) }
}
