/** @file Fused kernels for webgpu. Each is equivalent to a composition of tfjs's ops, which other backends run. */
import * as tf from '../../tf'
import { chooseRowsKernel, gradientStepLinfKernel, judgeBestKernel, judgeWorseKernel } from './attackSteps'
import { attentionGradientKernel, attentionKernel } from './attention'
import { convolutionKernel } from './convolution'
import { gatherKernel } from './gather'
import { headGradientKernel, headKernel } from './head'
import { layerNormGradientKernel, layerNormKernel } from './layerNorm'
import { lossKernel } from './losses'
import { pointwiseKernel } from './pointwise'
import { poolGradientKernel, poolKernel } from './pool'

/** All kernels of this folder; each is covered by a check in checks/. */
export const KERNELS: readonly tf.KernelConfig[] = [
  attentionGradientKernel,
  attentionKernel,
  chooseRowsKernel,
  gradientStepLinfKernel,
  convolutionKernel,
  gatherKernel,
  headGradientKernel,
  headKernel,
  judgeBestKernel,
  judgeWorseKernel,
  layerNormGradientKernel,
  layerNormKernel,
  lossKernel,
  pointwiseKernel,
  poolGradientKernel,
  poolKernel,
]

/** May run before the backend starts, and repeatedly. */
export function installWebgpuKernels(): void {
  for (const kernel of KERNELS) {
    if (tf.getKernel(kernel.kernelName, kernel.backendName) === undefined) tf.registerKernel(kernel)
  }
}

/** Makes the backend use tfjs's own kernels only. */
export function removeWebgpuKernels(): void {
  for (const { kernelName, backendName } of KERNELS) {
    if (tf.getKernel(kernelName, backendName) !== undefined) tf.unregisterKernel(kernelName, backendName)
  }
}
