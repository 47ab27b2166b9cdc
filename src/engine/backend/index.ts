/** @file The backend that runs the engine: how it is chosen and watched, and the memory it uses. */
import { loadExecutor } from '../fused/executors'
import * as tf from '../tf'
import { forbidThreads } from './candidates/wasm'
import { chooseBackend } from './chooseBackend'
import type { BackendName, BackendReport } from './types'

export { currentGpuDevice, wasDeviceLost, watchDeviceLoss } from './deviceLoss'
export type { BackendName, BackendReport } from './types'

/** Starts the requested backend, or the next best, and installs everything that the engine needs from tfjs. */
export async function startBackend(wanted: BackendName | 'auto', withoutThreads = false): Promise<BackendReport> {
  if (withoutThreads) forbidThreads()
  const report = await chooseBackend(wanted)
  await loadExecutor()
  return report
}

/**
 * The memory that tfjs uses now. On a graphics processor: the bytes allocated there, which tfjs pools and never frees.
 */
export function memory(): { tensorCount: number; bytes: number } {
  const figures: tf.MemoryInfo & { numBytesAllocatedInGPU?: number; numBytesInGPUAllocated?: number } = tf.memory()
  return {
    tensorCount: figures.numTensors,
    // WebGPU and WebGL name it differently.
    bytes: figures.numBytesAllocatedInGPU ?? figures.numBytesInGPUAllocated ?? figures.numBytes,
  }
}
