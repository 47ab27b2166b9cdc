/** @file The entries of tfjs's packages that the engine and the bench import. */
import { join } from 'node:path'

const GRADIENTS = '@tensorflow/tfjs-core/dist/register_all_gradients'
const METHODS = ['reshape', 'sub', 'register_all_chained_ops'].map(
  (name) => `@tensorflow/tfjs-core/dist/public/chained_ops/${name}`,
)

/** For Vite's `optimizeDeps.include`: found while a page runs, one of them would have the page reload. */
export const TFJS_MODULES = [
  '@tensorflow/tfjs-core',
  GRADIENTS,
  ...METHODS,
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js',
  '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js',
  '@tensorflow/tfjs-backend-webgl',
  '@tensorflow/tfjs-backend-webgpu',
  '@tensorflow/tfjs-converter',
  '@tensorflow/tfjs-layers',
]

const inNode = join(import.meta.dirname, 'tfjsInNode.mjs')

/** For `resolve.alias` where the engine runs in Node. */
export const TFJS_IN_NODE = Object.fromEntries([GRADIENTS, ...METHODS].map((name) => [name, inNode]))
