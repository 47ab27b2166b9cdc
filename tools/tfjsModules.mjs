/** @file The entries of tfjs's packages that the engine and the bench import. */

/** For Vite's `optimizeDeps.include`: found while a page runs, one of them would have the page reload. */
export const TFJS_MODULES = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-core/dist/public/chained_ops/reshape',
  '@tensorflow/tfjs-core/dist/public/chained_ops/sub',
  '@tensorflow/tfjs-core/dist/register_all_gradients',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js',
  '@tensorflow/tfjs-backend-webgl',
  '@tensorflow/tfjs-backend-webgpu',
]

/**
 * For `resolve.alias` in Node, where tfjs's packages are bundles and the files within them a second copy of the core:
 * what registers the gradients there is the package that puts all of them together.
 */
export const TFJS_IN_NODE = {
  '@tensorflow/tfjs-core/dist/register_all_gradients': '@tensorflow/tfjs',
  '@tensorflow/tfjs-core/dist/public/chained_ops/reshape': '@tensorflow/tfjs',
  '@tensorflow/tfjs-core/dist/public/chained_ops/sub': '@tensorflow/tfjs',
}
