/** @file How much memory a batch may take, by what the browser reports about the machine. */
import { currentGpuDevice } from '../backend'
import * as tf from '../tf'
import type { MemoryLimits } from './footprint'

const GIB = 1024 ** 3
/** If the browser does not report it: what most machines have at least. */
const USUAL_GIB = 4
/**
 * The share of the machine's memory. The rest is for the page, for temporary memory of kernels, and for buffers that
 * tfjs keeps for later.
 */
const SHARE = 1 / 8
/** WebAssembly addresses 4 GiB, and never releases memory. */
const MOST_OF_WASM = GIB

export function memoryLimits(): MemoryLimits {
  // Browsers report powers of two from 0.25 to 8, or nothing.
  const { deviceMemory = USUAL_GIB } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number }
  const budgetBytes = deviceMemory * GIB * SHARE
  const device = tf.getBackend() === 'webgpu' ? currentGpuDevice() : null
  if (device === null) return { budgetBytes: Math.min(budgetBytes, MOST_OF_WASM), largestBytes: MOST_OF_WASM }
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits
  return { budgetBytes, largestBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize) }
}
