/** @file What a network keeps of its parameters in the kernels' memory. */
import type { Heap } from '../../backend/wasmKernels/heap'
import type { Buffer, Program } from '../instructions'
import type { Size } from '../network'
import type { Compilation } from './compilation'

/** A kernel may read a panel of channels where there are fewer. */
const PANEL = 8

export class StoredParameters implements Compilation {
  readonly zeros: number
  private readonly blocks: number[] = []

  constructor(
    private readonly program: Program,
    private readonly heap: Heap,
  ) {
    const widest = program.buffers.reduce((most, [, , channels]) => Math.max(most, channels), 0)
    this.zeros = this.store(new Float32Array(widest + PANEL))
  }

  readonly sizeOf = (buffer: Buffer): Size => this.program.buffers[buffer] as Size

  readonly store = (values: Float32Array | Int32Array): number => {
    const address = this.heap.store(values)
    this.blocks.push(address)
    return address
  }

  dispose(): void {
    for (const address of this.blocks.splice(0)) this.heap.release(address)
  }
}
