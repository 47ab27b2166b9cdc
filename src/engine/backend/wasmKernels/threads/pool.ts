/** @file Threads that take part in the kernels' runs. Those that do not start are left out. */

/** What a thread is sent once, at its start. */
export interface ThreadStart {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  /** Address of the board, on which runs are announced. */
  readonly board: number
  /** From 1 on. */
  readonly index: number
}

/** A started worker. */
export interface Thread {
  /** Resolves when it is about to wait for runs. */
  readonly ready: Promise<void>
  readonly terminate: () => void
}

export type StartThread = (start: ThreadStart) => Thread

/** As in assembly/threads.ts. */
const BOARD_BYTES = 32
const COUNTER_BYTES = 16

/** Operations of one run; longer lists are run in parts. */
export const MAX_OPERATIONS = 4096

export const boardBytes = BOARD_BYTES + MAX_OPERATIONS * COUNTER_BYTES

/** A browser may silently never start a nested worker, so waiting for it is limited. */
const START_TIMEOUT_MS = 3000

/** Starts threads until one of them is not ready in time. Returns those that are. */
export async function startThreads(
  count: number,
  what: Omit<ThreadStart, 'index'>,
  startThread: StartThread,
): Promise<readonly Thread[]> {
  const threads = Array.from({ length: count }, (_, i) => startThread({ ...what, index: i + 1 }))
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), START_TIMEOUT_MS)
  })
  const ready: Thread[] = []
  for (const thread of threads) {
    const isReady = await Promise.race([
      thread.ready.then(
        () => true,
        () => false,
      ),
      timeout,
    ])
    // Threads are numbered from 1 without gaps.
    if (!isReady) break
    ready.push(thread)
  }
  clearTimeout(timer)
  for (const thread of threads.slice(ready.length)) thread.terminate()
  return ready
}
