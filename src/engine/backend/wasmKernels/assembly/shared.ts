/** @file The same with several threads, which the build for shared memory has. */
export { heapBase, run } from './index'
export { follow, lead } from './threads'
