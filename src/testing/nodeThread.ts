import { Worker } from 'node:worker_threads'
import type { StartThread } from '../engine/backend/wasmKernels/threads/pool'

/** The same as threads/thread.ts, of which Node cannot read the types. */
const THREAD = `
  const { parentPort, workerData: { module, memory, board, index } } = require('node:worker_threads')
  const { follow } = new WebAssembly.Instance(module, { env: { memory } }).exports
  parentPort.postMessage('ready')
  follow(board, index)
`

/** A thread of the kernels in Node. */
export const startNodeThread: StartThread = (workerData) => {
  const worker = new Worker(THREAD, { eval: true, workerData })
  // A test may end while it waits.
  worker.unref()
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
  return { ready, terminate: () => void worker.terminate() }
}
