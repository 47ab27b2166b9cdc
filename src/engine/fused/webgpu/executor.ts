/** @file Runs programs by the kernels of backend/webgpuKernels. */
import { CONVOLUTION } from '../../backend/webgpuKernels/convolution'
import { compilePipelines } from '../../backend/webgpuKernels/pipelines'
import { hasKernel, shadersOf } from '../../backend/webgpuKernels/runShader'
import * as tf from '../../tf'
import type { Buffer, Executor, Instruction, Program } from '../instructions'
import { buffersDoneAfter, buffersWrittenBy } from '../plan/liveness'
import type { FusedNetwork } from '../types'
import { prepare } from './prepare'
import type { Run } from './run'

/** An instruction that is ready to run. */
interface Step {
  readonly run: Run
  readonly writes: readonly Buffer[]
  readonly done: readonly Buffer[]
}

export const webgpuExecutor: Executor = (program) => {
  if (!hasKernel(CONVOLUTION)) return null
  const kept: tf.Tensor[] = []
  const preparation = {
    sizeOf: (buffer: Buffer) => program.buffers[buffer] as readonly [number, number, number],
    keep<T extends tf.Tensor>(tensor: T): T {
      const own = tf.keep(tf.clone(tensor))
      kept.push(own)
      return own
    },
  }
  const done = buffersDoneAfter(program)
  const stepsOf = (way: 'forward' | 'backward'): Step[] => {
    const instructions: readonly Instruction[] = program[way]
    return instructions.map((instruction, i) => ({
      run: prepare(instruction, preparation),
      writes: buffersWrittenBy(instruction),
      done: done[way][i] as readonly Buffer[],
    }))
  }
  const network = networkOf(program, stepsOf('forward'), stepsOf('backward'), kept)
  return { ...network, ready: compile(network, program) }
}

/** All shaders at once, as a dry run with one image comes by them. */
function compile(network: FusedNetwork, { buffers, pixels }: Program): Promise<void> {
  const [height, width, channels] = buffers[pixels] as readonly [number, number, number]
  const dryRun = () => {
    tf.tidy(() => {
      const image = new Float32Array(height * width * channels)
      const { logits, backward } = network.forward(tf.tensor4d(image, [1, height, width, channels]))
      backward(logits)
    })
  }
  const ready = compilePipelines((tf.backend() as tf.WebGPUBackend).device, shadersOf(dryRun))
  // Whoever waits for it is told; nobody need.
  ready.catch(() => {})
  return ready
}

function networkOf(
  { buffers, pixels, logits, atLogits, atPixels }: Program,
  forward: readonly Step[],
  backward: readonly Step[],
  kept: readonly tf.Tensor[],
): FusedNetwork {
  const [height, width, classes] = buffers[logits] as readonly [number, number, number]
  return {
    forward(images) {
      const tensors = new Map([[pixels, images]])
      runSteps(forward, tensors)
      return {
        logits: tf.reshape(tensors.get(logits) as tf.Tensor4D, [-1, height * width * classes]),
        backward(gradient) {
          const all = new Map(tensors).set(atLogits, tf.reshape(gradient, [-1, height, width, classes]))
          runSteps(backward, all)
          return all.get(atPixels) as tf.Tensor4D
        },
      }
    },
    dispose: () => tf.dispose([...kept]),
  }
}

function runSteps(steps: readonly Step[], tensors: Map<Buffer, tf.Tensor4D>): void {
  for (const { run, writes, done } of steps) {
    const results = tf.tidy(() => [...run((buffer) => tensors.get(buffer) as tf.Tensor4D)])
    for (const [i, buffer] of writes.entries()) tensors.set(buffer, results[i] as tf.Tensor4D)
    for (const buffer of done) {
      tensors.get(buffer)?.dispose()
      tensors.delete(buffer)
    }
  }
}
