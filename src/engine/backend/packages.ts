/** @file tfjs's package of each backend: once loaded, tfjs knows the backend and its kernels. */
import type { BackendName } from './types'

const PACKAGES: Readonly<Record<BackendName, () => Promise<unknown>>> = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  wasm: () => import('@tensorflow/tfjs-backend-wasm'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
}

export const loadPackage = (name: BackendName): Promise<unknown> => PACKAGES[name]()
