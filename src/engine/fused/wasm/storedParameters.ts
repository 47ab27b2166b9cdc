/** @file What a network keeps of its parameters in the kernels' memory. */
import type { Heap } from '../../backend/wasmKernels/heap'
import { type Form, lanesOf } from '../../backend/wasmKernels/operations/convolution'
import { type FilterShape, packDepthwise, packPanels } from '../../backend/wasmKernels/operations/filters'
import type { Tensor } from '../../tf'
import type { Buffer, Program } from '../instructions'
import type { Size } from '../network'
import type { Compilation } from './compilation'

/** A kernel may read a panel of channels where there are fewer. */
const PANEL = 8

export class StoredParameters implements Compilation {
  readonly zeros: number
  private readonly blocks: number[] = []

  constructor(
    private readonly program: Pick<Program, 'buffers'>,
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

  readonly pack = (filter: Tensor, shape: FilterShape, isTransposed: boolean, form: Form) => {
    const values = filter.dataSync<'float32'>()
    const lanes = lanesOf(form)
    const packed =
      form === 'depthwise' ? packDepthwise(values, shape, lanes) : packPanels(values, shape, isTransposed, lanes)
    return { packed, weights: this.store(packed.values) }
  }

  readonly storeBias = (bias: Tensor | null, channels: number, form: Form): number => {
    const lanes = lanesOf(form)
    const values = new Float32Array(Math.ceil(channels / lanes) * lanes)
    if (bias !== null) values.set(bias.dataSync<'float32'>())
    return this.store(values)
  }

  dispose(): void {
    for (const address of this.blocks.splice(0)) this.heap.release(address)
  }
}
