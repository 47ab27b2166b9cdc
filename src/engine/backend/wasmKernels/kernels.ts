/**
 * @file The engine's own WebAssembly, from the folder assembly, and its memory, which is separate from tfjs's, so that
 * a model that is too large ends in an error rather than an aborted module.
 */
import { largestOf } from '../../../numbers/extremes'
import { Heap, MAX_PAGES } from './heap'
import type { Operation } from './operations/operation'
import { storeOperations } from './operations/store'
import { boardBytes, MAX_OPERATIONS, type StartThread, startThreads, type Thread } from './threads/pool'

/** Addresses of operations' words, and of memory for each thread to write on. */
export interface OperationList {
  readonly operations: number
  readonly count: number
  readonly scratch: number
  /** Bytes of scratch memory per thread: what the most demanding operation needs. */
  readonly scratchStep: number
}

interface Exports {
  heapBase(): number
  run(operations: number, count: number, scratch: number): void
  /** Only in builds for shared memory. */
  lead?(board: number, operations: number, count: number, scratch: number, scratchStep: number, threads: number): void
}

/** Only the build in use is fetched. */
const BUILDS = {
  plain: () => import('./assembly/index.ts?assembly=plain'),
  relaxed: () => import('./assembly/index.ts?assembly=relaxed'),
  plainShared: () => import('./assembly/shared.ts?assembly=plain-shared'),
  relaxedShared: () => import('./assembly/shared.ts?assembly=relaxed-shared'),
}

export type BuildName = keyof typeof BUILDS

export class Kernels {
  readonly heap: Heap
  /** The number of runs so far. */
  runs = 0
  /** Threads that take part in a run, including this one. */
  threadCount = 1
  private board = 0
  /** Of `runNow`. */
  private scratch = { address: 0, bytes: 0 }
  private threads: readonly Thread[] = []

  private constructor(
    readonly build: BuildName,
    private readonly module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    private readonly exports: Exports,
  ) {
    this.heap = new Heap(memory, exports.heapBase())
  }

  static async start(build: BuildName): Promise<Kernels> {
    const { default: code } = await BUILDS[build]()
    const bytes = Uint8Array.from(atob(code), (character) => character.charCodeAt(0))
    const isShared = build.endsWith('Shared')
    const memory = new WebAssembly.Memory({ initial: 1, ...(isShared ? { maximum: MAX_PAGES, shared: true } : {}) })
    const { instance, module } = await WebAssembly.instantiate(bytes, { env: { memory } })
    return new Kernels(build, module, memory, instance.exports as unknown as Exports)
  }

  /** Uses up to `count` threads from now on, or fewer if some do not start. Needs a build for shared memory. */
  async startThreads(count: number, startThread: StartThread): Promise<void> {
    this.board = this.heap.allocate(boardBytes)
    new Int32Array(this.heap.memory.buffer, this.board, boardBytes / 4).fill(0)
    const { module, board } = this
    this.threads = await startThreads(count - 1, { module, memory: this.heap.memory, board }, startThread)
    this.threadCount = this.threads.length + 1
  }

  /** The most threads that can take part in a run, however many do. */
  get startedThreads(): number {
    return this.threads.length + 1
  }

  /** Runs operations, one after another. */
  run({ operations, count, scratch, scratchStep }: OperationList): void {
    const { lead, run } = this.exports
    if (this.threadCount === 1 || lead === undefined) run(operations, count, scratch)
    else {
      for (let first = 0; first < count; first += MAX_OPERATIONS) {
        const some = Math.min(MAX_OPERATIONS, count - first)
        lead(this.board, operations + first * 4, some, scratch, scratchStep, this.threadCount)
      }
    }
    this.runs++
  }

  /** Runs temporary operations. */
  runNow(operations: readonly Operation[]): void {
    const scratchStep = largestOf(operations.map(({ scratchBytes }) => scratchBytes))
    const needed = scratchStep * this.threadCount
    if (needed > this.scratch.bytes) {
      if (this.scratch.bytes > 0) this.heap.release(this.scratch.address)
      this.scratch = { address: 0, bytes: 0 }
      this.scratch = { address: this.heap.allocate(needed), bytes: needed }
    }
    const { block, lists } = storeOperations(this.heap, [operations])
    const [list] = lists as [{ operations: number; count: number }]
    try {
      this.run({ ...list, scratch: this.scratch.address, scratchStep })
    } finally {
      this.heap.release(block)
    }
  }

  dispose(): void {
    for (const thread of this.threads) thread.terminate()
    this.threads = []
    this.threadCount = 1
  }
}
