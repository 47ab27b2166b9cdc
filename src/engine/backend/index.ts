/** @file The backend that runs the engine: how it is chosen and watched, and the memory it uses. */
import { loadExecutor } from '../fused/executors'
import * as tf from '../tf'
import { setThreads } from './candidates/wasm'
import { chooseBackend, REAL_PARTS } from './chooseBackend'
import { watchDeviceLoss } from './deviceLoss'
import type { BackendName, BackendReport } from './types'

export { currentGpuDevice, wasDeviceLost } from './deviceLoss'
export type { BackendName, BackendReport } from './types'

export interface StartEvents {
  /** Gets one sentence when the device is lost, also while the backend starts, which then throws. */
  readonly onLost?: (message: string) => void
  /** Called before threads of WebAssembly are started. */
  readonly onThreads?: () => void
}

/**
 * Starts the requested backend, or the next best, and installs everything that the engine needs from tfjs.
 *
 * @param heard hears what happens meanwhile and later
 */
export async function startBackend(
  wanted: BackendName | 'auto',
  withoutThreads = false,
  { onLost = () => {}, onThreads = () => {} }: StartEvents = {},
): Promise<BackendReport> {
  setThreads({ areForbidden: withoutThreads, onStart: onThreads })
  let isStarted = false
  const report = await chooseBackend(wanted, { ...REAL_PARTS, watch: () => watchDeviceLoss(onLost, () => isStarted) })
  await loadExecutor()
  isStarted = true
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
