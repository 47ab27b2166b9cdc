/**
 * @file The bench in Node, on Dawn (package `webgpu`), which takes any Vulkan adapter: first whether it computes rightly, by the
 * backend's self-test and PyTorch's goldens of every architecture, then how fast.
 */
import { startBackend } from '../src/engine/backend'
import { relativeError } from '../src/engine/backend/selfTest'
import { CONVOLUTION } from '../src/engine/backend/webgpuKernels/convolution'
import { hasKernel } from '../src/engine/backend/webgpuKernels/runShader'
import { lossInputGradient } from '../src/engine/gradients/lossInputGradient'
import * as tf from '../src/engine/tf'
import { architectureGolden, architectureGoldens, seededClassifier } from '../src/testing/architectureGoldens'

export { timePasses } from './passes'
export { PASS_MODELS } from './passModels'

/** What runs here. Throws where the device or the fused kernels compute wrongly. */
export async function startDawn(gpu: GPU): Promise<{ readonly device: string; readonly features: readonly string[] }> {
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true })
  const { name, device, features = [], rejected } = await startBackend('webgpu')
  if (name !== 'webgpu') throw new Error(rejected.map(({ reason }) => reason).join(' '))
  if (!hasKernel(CONVOLUTION)) throw new Error('The self-test of the fused kernels failed; see above.')
  return { device, features }
}

export const GOLDEN_NAMES = Object.keys(architectureGoldens.cases)

/** Errors of a tiny model's logits and input gradient from PyTorch's, as shares of the largest value. */
export async function goldenErrors(name: string) {
  const { classifier, pixels, channels } = seededClassifier(name)
  await classifier.ready()
  const { logits, gradient } = tf.tidy(() => {
    const found = lossInputGradient(classifier, pixels, tf.tensor1d([...architectureGoldens.labels], 'int32'))
    // A grey model's is that of all channels together.
    const gradient = channels === 1 ? tf.sum(found.gradient, 3, true) : found.gradient
    found.losses.dispose()
    return { logits: found.logits, gradient }
  })
  const isFused = classifier.logits.fused !== undefined
  const errorOf = async (found: tf.Tensor, what: string) =>
    relativeError([...(await found.data())], [...architectureGolden(`${name}/${what}`).values])
  const errors = { isFused, logits: await errorOf(logits, 'logits'), gradient: await errorOf(gradient, 'gradient') }
  tf.dispose([logits, gradient, pixels])
  classifier.dispose()
  return errors
}
