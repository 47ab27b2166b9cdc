/**
 * @file Mends tfjs's second derivatives, which every objective that penalises
 * the input gradient descends by.
 *
 * tfjs 4.22 computes them wrong without an error for every kernel whose
 * gradient saves the kernel's *output*: the saved copy enters the tape before
 * the op itself, and the path through it is lost (tensorflow/tfjs#3252). For
 * other kernels it throws, having no gradient of the gradient.
 */
import * as tf from '../tf'
import { depthwiseGradient } from './depthwiseGradients'
import { avgPoolGradGradient, avgPoolGradient, maxPoolGradient } from './poolGradients'

/** Kernels whose stock gradient is correct except for the saved output, with the names of their inputs. */
const SAVE_OUTPUT: Readonly<Record<string, readonly string[]>> = {
  Exp: ['x'],
  LogSoftmax: ['logits'],
  Max: ['x'],
  Min: ['x'],
  Pow: ['a', 'b'],
  Sigmoid: ['x'],
  Softmax: ['logits'],
  Tanh: ['x'],
}

/** The stock gradient, given an output that is recomputed from saved inputs and is therefore on the tape. */
function recomputeOutput(stock: tf.GradConfig, inputNames: readonly string[]): tf.GradConfig {
  const stockInputCount = stock.inputsToSave?.length ?? 0
  return {
    kernelName: stock.kernelName,
    inputsToSave: [...inputNames],
    gradFunc: (dy, saved, attributes) => {
      const inputs = Object.fromEntries(inputNames.map((name, i) => [name, saved[i] as tf.Tensor]))
      const output = tf.engine().runKernel(stock.kernelName, inputs, attributes) as tf.Tensor
      return stock.gradFunc(dy, [...saved.slice(0, stockInputCount), output], attributes)
    },
  }
}

/** Kernels that are constant almost everywhere, so that their gradient is zero, with the names of their inputs. */
const PIECEWISE_CONSTANT: Readonly<Record<string, readonly string[]>> = {
  Equal: ['a', 'b'],
  Greater: ['a', 'b'],
  GreaterEqual: ['a', 'b'],
  IsInf: ['x'],
  IsNan: ['x'],
  Less: ['a', 'b'],
  LessEqual: ['a', 'b'],
  LogicalAnd: ['a', 'b'],
  LogicalNot: ['x'],
  LogicalOr: ['a', 'b'],
  NotEqual: ['a', 'b'],
}

function zeroGradient(kernelName: string, inputNames: readonly string[]): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: [...inputNames],
    gradFunc: (_dy, saved) =>
      // float32 even for bool inputs, as the tape accepts no other type.
      Object.fromEntries(inputNames.map((name, i) => [name, () => tf.zeros((saved[i] as tf.Tensor).shape)])),
  }
}

/** The stock gradient calls EluGrad, which has no gradient. */
const eluGradient: tf.GradConfig = {
  kernelName: 'Elu',
  inputsToSave: ['x'],
  gradFunc: (dy, saved) => ({
    // elu'(x) is exp(x) = elu(x) + 1 below zero and 1 above.
    x: () => tf.mul(dy as tf.Tensor, tf.add(tf.minimum(tf.elu(saved[0] as tf.Tensor), 0), 1)),
  }),
}

/** The stock gradient is -1 at zero, which would move pixels without a gradient; here it is 0, as in PyTorch. */
const absGradient: tf.GradConfig = {
  kernelName: 'Abs',
  inputsToSave: ['x'],
  gradFunc: (dy, saved) => ({ x: () => tf.mul(dy as tf.Tensor, tf.sign(saved[0] as tf.Tensor)) }),
}

const OWN_GRADIENTS = [
  eluGradient,
  absGradient,
  maxPoolGradient,
  avgPoolGradient,
  avgPoolGradGradient,
  depthwiseGradient,
]

/** Stock gradients by kernel name, null if there was none; filled while the corrected ones are installed. */
const stockGradients = new Map<string, tf.GradConfig | null>()

function replace(config: tf.GradConfig): void {
  stockGradients.set(config.kernelName, tf.getGradient(config.kernelName) ?? null)
  tf.registerGradient(config)
}

/** Corrects second derivatives on all backends. Has no effect if that was done already. */
export function installSecondDerivatives(): void {
  if (stockGradients.size > 0) return
  for (const [kernelName, inputNames] of Object.entries(SAVE_OUTPUT)) {
    replace(recomputeOutput(tf.getGradient(kernelName), inputNames))
  }
  for (const [kernelName, inputNames] of Object.entries(PIECEWISE_CONSTANT)) {
    replace(zeroGradient(kernelName, inputNames))
  }
  for (const config of OWN_GRADIENTS) replace(config)
}

/** Restores tfjs's own gradients, for tests that prove that the correction matters. */
export function removeSecondDerivatives(): void {
  for (const [kernelName, stock] of stockGradients) {
    if (stock) tf.registerGradient(stock)
    else tf.unregisterGradient(kernelName)
  }
  stockGradients.clear()
}
