/** @file How much memory a batch may take, by what the browser tells of the machine. */
import { currentGpuDevice } from '../backend'
import * as tf from '../tf'
import type { MemoryLimits } from './footprint'

const GIB = 1024 ** 3
/** Where the machine does not tell: what most have at least. */
const USUAL_GIB = 4
/**
 * Of the machine's memory. The rest is for the page, for what kernels take while they run, and for buffers that
 * tfjs keeps for later.
 */
const SHARE = 1 / 8
/** WebAssembly addresses 4 GiB, and never gives back what it has taken. */
const MOST_OF_WASM = GIB

export function memoryLimits(): MemoryLimits {
  // In steps of powers of two from 0.25 to 8, as browsers tell it; some tell nothing.
  const { deviceMemory = USUAL_GIB } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number }
  const budgetBytes = deviceMemory * GIB * SHARE
  const device = tf.getBackend() === 'webgpu' ? currentGpuDevice() : null
  if (device === null) return { budgetBytes: Math.min(budgetBytes, MOST_OF_WASM), largestBytes: MOST_OF_WASM }
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits
  return { budgetBytes, largestBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize) }
}
