/**
 * @file The one door to tfjs: the engine imports it from here, and nothing else imports it at all.
 *
 * This is tfjs's core with its gradients, and no backend: each candidate of backend/candidates loads its own when it is
 * tried, so that a visitor downloads only the one that runs.
 */
// First, as it defines the flags that registering a gradient reads; a dev server loads each of these on its own.
import '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
// Called as methods of tensors: by tfjs's gradients of gather and prod, and in gradients/scalars, which do without tfjs.
import '@tensorflow/tfjs-core/dist/public/chained_ops/reshape'
import '@tensorflow/tfjs-core/dist/public/chained_ops/sub'

export type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl'
export type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
export * from '@tensorflow/tfjs-core'
