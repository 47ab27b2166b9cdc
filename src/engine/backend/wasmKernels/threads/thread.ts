/** @file The worker of a thread: it waits in WebAssembly, and never comes back. */
import type { ThreadStart } from './pool'

self.onmessage = ({ data: { module, memory, board, index } }: MessageEvent<ThreadStart>) => {
  const { follow } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    follow(board: number, index: number): void
  }
  self.postMessage('ready')
  follow(board, index)
}
