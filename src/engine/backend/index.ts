/** @file What runs the engine: choosing it, watching it, and what it holds. */
import { loadExecutor } from '../fused/executors'
import * as tf from '../tf'
import { forbidThreads } from './candidates/wasm'
import { chooseBackend } from './chooseBackend'
import type { BackendName, BackendReport } from './types'

export { currentGpuDevice, watchDeviceLoss } from './deviceLoss'
export type { BackendName, BackendReport } from './types'

/** Starts the wanted backend, or the next best. Everything that the engine needs of tfjs is installed then. */
export async function startBackend(wanted: BackendName | 'auto', withoutThreads = false): Promise<BackendReport> {
  if (withoutThreads) forbidThreads()
  const report = await chooseBackend(wanted)
  await loadExecutor()
  return report
}

/** What tfjs holds now. On a graphics processor: the bytes taken from it, which tfjs pools and never gives back. */
export function memory(): { tensorCount: number; bytes: number } {
  const figures: tf.MemoryInfo & { numBytesAllocatedInGPU?: number; numBytesInGPUAllocated?: number } = tf.memory()
  return {
    tensorCount: figures.numTensors,
    // WebGPU and WebGL name it differently.
    bytes: figures.numBytesAllocatedInGPU ?? figures.numBytesInGPUAllocated ?? figures.numBytes,
  }
}
