/** @file The entry points with several threads, in the build for shared memory. */
export { heapBase, run } from './index'
export { follow, lead } from './threads'
