/**
 * @file The engine's own WebAssembly, from the folder assembly, and its memory. It is apart from that of tfjs, so that
 * a model that is too large ends in an error here, rather than in a module that was aborted.
 */
import { relaxedSimd, simd } from 'wasm-feature-detect'
import { Heap } from './heap'

/** Addresses of operations' words, and of as much memory as the most demanding of them writes on. */
export interface OperationList {
  readonly operations: number
  readonly count: number
  readonly scratch: number
}

interface Exports {
  run(operations: number, count: number, scratch: number): void
}

/** Each build is fetched only where it is used. */
const BUILDS = {
  plain: () => import('./assembly/index.ts?assembly=plain'),
  relaxed: () => import('./assembly/index.ts?assembly=relaxed'),
}

export type BuildName = keyof typeof BUILDS

export class Kernels {
  readonly heap: Heap
  /** How often operations were run. */
  runs = 0

  private constructor(
    readonly build: BuildName,
    memory: WebAssembly.Memory,
    private readonly exports: Exports,
  ) {
    this.heap = new Heap(memory)
  }

  static async start(build: BuildName): Promise<Kernels> {
    const { default: code } = await BUILDS[build]()
    const bytes = Uint8Array.from(atob(code), (character) => character.charCodeAt(0))
    const memory = new WebAssembly.Memory({ initial: 1 })
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } })
    return new Kernels(build, memory, instance.exports as unknown as Exports)
  }

  /** Runs operations, one after another. */
  run({ operations, count, scratch }: OperationList): void {
    this.exports.run(operations, count, scratch)
    this.runs++
  }
}

let loaded: Kernels | null = null

/** Has the kernels ready, in the best build for this browser; does nothing where they are. */
export async function loadKernels(): Promise<void> {
  if (loaded !== null || !(await simd())) return
  loaded = await Kernels.start((await relaxedSimd()) ? 'relaxed' : 'plain')
}

/** Null where none were loaded: without SIMD there are none. */
export const kernelsInUse = (): Kernels | null => loaded
