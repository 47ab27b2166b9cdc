/** @file Opens the graphics device that tfjs computes on: as tfjs would, and with the features that our own kernels may use. */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '../tf'
import { answeredInTime } from './answeredInTime'

/** For tfjs's own shaders. */
const TFJS_FEATURES: readonly string[] = ['timestamp-query', 'bgra8unorm-storage']
/**
 * Requested if the adapter has them, because a device cannot get them later. No kernel uses them until it is measured
 * to be faster.
 */
const KERNEL_FEATURES: readonly string[] = ['subgroups', 'shader-f16']

const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const

/** Opens a device with the adapter's full limits. Throws if there is no adapter. */
export async function openWebgpuBackend(gpu: Pick<GPU, 'requestAdapter'>): Promise<tf.WebGPUBackend> {
  const adapter = await answeredInTime(gpu.requestAdapter({ powerPreference: 'high-performance' }))
  if (adapter === null) throw new Error('WebGPU found no graphics processor: update the graphics driver.')
  const features = [...TFJS_FEATURES, ...KERNEL_FEATURES].filter((name) => adapter.features.has(name))
  const opening = adapter.requestDevice({
    requiredFeatures: features as GPUFeatureName[],
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
  })
  const device = await answeredInTime(opening)
  return new WebGPUBackend(device, adapter.info)
}

/** Makes tfjs start its webgpu backend in this way. A backend that is running is not affected. */
export function registerWebgpuBackend(gpu: Pick<GPU, 'requestAdapter'>): void {
  if ('webgpu' in tf.engine().registry) return
  if (tf.findBackendFactory('webgpu') !== null) tf.removeBackend('webgpu')
  tf.registerBackend('webgpu', () => openWebgpuBackend(gpu))
}

/** Features of the current device that kernels may use. */
export function kernelFeatures(): readonly string[] {
  const { device } = tf.backend() as tf.WebGPUBackend
  return KERNEL_FEATURES.filter((name) => device.features.has(name as GPUFeatureName))
}
