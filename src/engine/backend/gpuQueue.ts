import * as tf from '../tf'
import { workload } from './webgpuKernels/workload'

/**
 * Waits until the graphics processor has done what it was given, so that its
 * queue does not grow until the browser's watchdog ends it. Reads nothing,
 * except on WebGL, which has no other way, where it reads `newest`.
 */
export async function waitForGpu(newest: tf.Tensor): Promise<void> {
  const backend = tf.getBackend()
  if (backend === 'webgpu') {
    const { queue } = tf.backend() as tf.WebGPUBackend
    await queue.onSubmittedWorkDone()
    workload.settle()
  } else if (backend === 'webgl') await newest.data()
}
