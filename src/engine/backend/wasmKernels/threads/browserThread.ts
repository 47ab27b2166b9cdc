import type { StartThread } from './pool'

/** A thread in a worker of the browser. */
export const startBrowserThread: StartThread = (start) => {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' })
  const ready = new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve()
    worker.onerror = () => reject(new Error('A thread did not start.'))
  })
  worker.postMessage(start)
  return { ready, terminate: () => worker.terminate() }
}
