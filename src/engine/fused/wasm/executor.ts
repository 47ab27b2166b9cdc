/**
 * @file Runs programs by the kernels of backend/wasmKernels, in their own memory: parameters are packed once, and of a
 * pass only pixels, logits and the two gradients are copied.
 */
import type { Kernels } from '../../backend/wasmKernels/kernels'
import { kernelsInUse } from '../../backend/wasmKernels/loadKernels'
import * as tf from '../../tf'
import type { Executor, Program } from '../instructions'
import type { Size } from '../network'
import type { FusedNetwork } from '../types'
import { type Compiled, valuesOf } from './compilation'
import { compileInstruction } from './compile'
import { PlacedPrograms } from './placedPrograms'
import { StoredParameters } from './storedParameters'

export const wasmExecutor: Executor = (program) => {
  const kernels = kernelsInUse()
  if (kernels === null) return null
  const parameters = new StoredParameters(program, kernels.heap)
  try {
    const compiled: Compiled[] = []
    for (const instruction of [...program.forward, ...program.backward]) {
      const one = compileInstruction(instruction, parameters)
      if (one === null) {
        parameters.dispose()
        return null
      }
      compiled.push(one)
    }
    return networkOf(program, compiled, parameters, kernels)
  } catch (error) {
    parameters.dispose()
    throw error
  }
}

function networkOf(
  program: Program,
  compiled: readonly Compiled[],
  parameters: StoredParameters,
  kernels: Kernels,
): FusedNetwork {
  const placed = new PlacedPrograms(program, compiled, kernels)
  const sizeOf = (buffer: number) => program.buffers[buffer] as Size
  const classes = valuesOf(sizeOf(program.logits))

  function runForward(pixels: Float32Array, images: number) {
    const program = placed.of(images)
    kernels.heap.floats(program.pixels, pixels.length).set(pixels)
    kernels.run(program.forward)
    return program
  }

  return {
    forward: (pixels) => {
      const images = pixels.shape[0]
      let pass = -1
      const logits = withoutGradient(pixels, (values) => {
        const { logits } = runForward(values, images)
        pass = kernels.runs
        return tf.tensor2d(kernels.heap.floats(logits, images * classes).slice(), [images, classes])
      })
      return {
        logits,
        backward: (atLogits) =>
          withoutGradient(atLogits, (values) => {
            // What the backward pass reads is lost when any network runs forward.
            if (kernels.runs !== pass) runForward(pixels.dataSync<'float32'>(), images)
            const { atLogits, atPixels, backward } = placed.of(images)
            kernels.heap.floats(atLogits, values.length).set(values)
            kernels.run(backward)
            pass = kernels.runs
            return tf.tensor4d(kernels.heap.floats(atPixels, pixels.size).slice(), pixels.shape)
          }),
      }
    },
    dispose() {
      placed.dispose()
      parameters.dispose()
    },
  }
}

/** What `compute` gives of the tensor's values; it throws where it would be differentiated. */
function withoutGradient<Result extends tf.Tensor>(x: tf.Tensor, compute: (values: Float32Array) => Result): Result {
  return tf.customGrad((input) => ({
    value: compute((input as tf.Tensor).dataSync<'float32'>()),
    gradFunc: () => {
      throw new Error('A fused network has no gradient: use the logits of its layers.')
    },
  }))(x) as Result
}
