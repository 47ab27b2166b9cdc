/**
 * @file The update of the weights on wasm, whose memory JavaScript reads: one walk over each parameter, where ops of
 * tfjs take twenty of them, with the same rounding.
 */
import type { WasmMemory } from '../backend/wasmKernels/wasmMemory'
import * as tf from '../tf'
import type { Step, StepSettings, TensorsByName, TrainingTensors } from './descentTypes'
import type { ValuesUpdate } from './optimizers/types'

const KERNEL = 'DescentInMemory'

const { fround } = Math

interface Walk extends Pick<ValuesUpdate, 'gradientScale' | 'learningRate' | 'step' | 'decays'> {
  readonly update: (update: ValuesUpdate) => void
  /** How far the average moves towards the new value. */
  readonly averageShare: number
  /** Of the new values' squares; added to. */
  readonly sum: { squares: number }
}

/** Of tensors: the parameter, its gradient, its average, and the optimiser's state. Gives all but the gradient anew. */
function walk(inputs: tf.NamedTensorInfoMap, { update, averageShare, sum, ...rest }: Walk, memory: WasmMemory) {
  const infos = Object.values(inputs) as tf.TensorInfo[]
  const [parameterInfo] = infos as [tf.TensorInfo]
  const made = infos.slice(1).map(() => memory.makeOutput([...parameterInfo.shape], 'float32'))
  // Views are created after the outputs, whose allocation may move the memory.
  const view = (info: tf.TensorInfo) => memory.typedArrayFromHeap<Float32Array>(info)
  const [parameter, gradient, average, ...slots] = infos.map(view) as [Float32Array, Float32Array, Float32Array]
  const [updated, newAverage, ...newSlots] = made.map(view) as [Float32Array, Float32Array]
  update({ ...rest, parameter, gradient, slots, updated: { parameter: updated, slots: newSlots } })
  const share = fround(averageShare)
  let squares = 0
  for (let i = 0; i < updated.length; i++) {
    const value = updated[i] as number
    const before = average[i] as number
    newAverage[i] = fround(before + fround(fround(value - before) * share))
    squares += value * value
  }
  sum.squares += squares
  return made
}

function install(): void {
  if (tf.getKernel(KERNEL, 'wasm') !== undefined) return
  tf.registerKernel({
    kernelName: KERNEL,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) =>
      walk(inputs, attrs as unknown as Walk, backend as unknown as WasmMemory),
  })
}

/** Whether the backend in use has its values where JavaScript reads them, and the optimiser takes them. */
export const isInMemory = ({ optimizer }: StepSettings): boolean =>
  tf.getBackend() === 'wasm' && optimizer.updateValues !== null

/** As `descend`, of settings of which `isInMemory` holds. In tf.tidy. */
export function descendInMemory(from: TrainingTensors, gradients: TensorsByName, settings: StepSettings): Step {
  install()
  const { optimizer, clipNorm, learningRate } = settings
  const gradientNorm = fround(Math.sqrt(sumOfSquares(gradients)))
  const sum = { squares: 0 }
  const common = {
    ...{ learningRate, step: settings.step + 1, averageShare: 1 - settings.averageDecay, sum },
    // As torch.nn.utils.clip_grad_norm_.
    gradientScale: clipNorm === null ? null : Math.min(fround(clipNorm / fround(gradientNorm + 1e-6)), 1),
    update: optimizer.updateValues as Walk['update'],
  }
  const parameters: Record<string, tf.Tensor> = {}
  const average: Record<string, tf.Tensor> = {}
  const slots: Record<string, Record<string, tf.Tensor>> = {}
  const slotNames = optimizer.optimizer.slots
  for (const slot of slotNames) slots[slot] = {}
  for (const [name, parameter] of Object.entries(from.parameters)) {
    const state = slotNames.map((slot) => from.slots[slot]?.[name] as tf.Tensor)
    const inputs = [parameter, gradients[name], from.average[name], ...state]
    const attrs: Walk = { ...common, decays: parameter.rank > 1 }
    const made = tf.engine().runKernel(KERNEL, inputs as never, attrs as never) as unknown as tf.Tensor[]
    const [updated, newAverage, ...newState] = made as [tf.Tensor, tf.Tensor, ...tf.Tensor[]]
    parameters[name] = updated
    average[name] = newAverage
    for (const [i, slot] of slotNames.entries()) {
      ;(slots[slot] as Record<string, tf.Tensor>)[name] = newState[i] as tf.Tensor
    }
  }
  const norms = { gradientNorm: tf.scalar(gradientNorm), parameterNorm: tf.scalar(Math.sqrt(sum.squares)) }
  return { tensors: { parameters, average, slots }, ...norms }
}

function sumOfSquares(tensors: TensorsByName): number {
  const memory = tf.backend() as unknown as WasmMemory
  let sum = 0
  for (const tensor of Object.values(tensors)) {
    const values = memory.typedArrayFromHeap<Float32Array>(tensor)
    // By index, which is six times as fast as by an iterator.
    for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2
  }
  return sum
}
