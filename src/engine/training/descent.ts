/** @file The update of the weights in one step: clipping, the optimiser, the moving average. */
import * as tf from '../tf'
import { descendInMemory, isInMemory } from './descentInMemory'
import type { Step, StepSettings, TensorsByName, TrainingTensors } from './descentTypes'
import type { ChosenOptimizer } from './optimizers/registry'

/** The state before the first step. The caller owns the tensors, which share the parameters' memory. */
export function startOfDescent(parameters: TensorsByName, { optimizer }: ChosenOptimizer): TrainingTensors {
  const each = (make: (parameter: tf.Tensor) => tf.Tensor) => mapTensors(parameters, make)
  return tf.tidy(() => ({
    parameters: each((parameter) => tf.clone(parameter)),
    average: each((parameter) => tf.clone(parameter)),
    slots: Object.fromEntries(optimizer.slots.map((slot) => [slot, each((parameter) => tf.zerosLike(parameter))])),
  }))
}

/** The same tensors again, for another owner; no data is copied. */
export function share({ parameters, average, slots }: TrainingTensors): TrainingTensors {
  return tf.tidy(() => ({
    parameters: mapTensors(parameters, (tensor) => tf.clone(tensor)),
    average: mapTensors(average, (tensor) => tf.clone(tensor)),
    slots: Object.fromEntries(
      Object.entries(slots).map(([slot, tensors]) => [slot, mapTensors(tensors, (tensor) => tf.clone(tensor))]),
    ),
  }))
}

/** One step. The caller owns the result, and still owns its arguments. */
export function descend(from: TrainingTensors, gradients: TensorsByName, settings: StepSettings): Step {
  // Capped early on, so that the average forgets its start quickly.
  const averageDecay = Math.min(settings.averageDecay, (1 + settings.step) / (10 + settings.step))
  const capped = { ...settings, averageDecay }
  return tf.tidy(() => (isInMemory(capped) ? descendInMemory : descendByOps)(from, gradients, capped))
}

/** By ops of any backend. In tf.tidy. */
export function descendByOps(from: TrainingTensors, gradients: TensorsByName, settings: StepSettings): Step {
  const gradientNorm = globalNorm(gradients)
  const scale = settings.clipNorm === null ? null : clipScale(gradientNorm, settings.clipNorm)
  const parameters: Record<string, tf.Tensor> = {}
  const slots: Record<string, Record<string, tf.Tensor>> = {}
  const slotNames = settings.optimizer.optimizer.slots
  for (const slot of slotNames) slots[slot] = {}
  for (const [name, parameter] of Object.entries(from.parameters)) {
    const gradient = gradients[name] as tf.Tensor
    const updated = settings.optimizer.update({
      parameter,
      gradient: scale === null ? gradient : tf.mul(gradient, scale),
      slots: slotNames.map((slot) => from.slots[slot]?.[name] as tf.Tensor),
      learningRate: settings.learningRate,
      step: settings.step + 1,
      // As in the zoo's recipes, biases and normalisation scales have no weight decay.
      decays: parameter.rank > 1,
    })
    parameters[name] = updated.parameter
    for (const [i, slot] of slotNames.entries()) {
      ;(slots[slot] as Record<string, tf.Tensor>)[name] = updated.slots[i] as tf.Tensor
    }
  }
  const average = mapTensors(from.average, (kept, name) =>
    tf.add(kept, tf.mul(tf.sub(parameters[name] as tf.Tensor, kept), 1 - settings.averageDecay)),
  )
  return { tensors: { parameters, average, slots }, gradientNorm, parameterNorm: globalNorm(parameters) }
}

function globalNorm(tensors: TensorsByName): tf.Scalar {
  const squares = Object.values(tensors).map((tensor) => tf.sum(tf.square(tensor)))
  return tf.sqrt(tf.sum(tf.stack(squares)))
}

/** As torch.nn.utils.clip_grad_norm_. */
function clipScale(norm: tf.Scalar, clipNorm: number): tf.Scalar {
  return tf.minimum(tf.div(clipNorm, tf.add(norm, 1e-6)), 1)
}

export function mapTensors(tensors: TensorsByName, change: (tensor: tf.Tensor, name: string) => tf.Tensor) {
  const changed: Record<string, tf.Tensor> = {}
  for (const [name, tensor] of Object.entries(tensors)) changed[name] = change(tensor, name)
  return changed
}
