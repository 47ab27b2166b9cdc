/** @file Parameters that change with every step, packed by the kernels, and their gradients. */
import type { Kernels } from '../../../backend/wasmKernels/kernels'
import {
  filterMatrices,
  packedLength,
  packedOf,
  packingOperation,
} from '../../../backend/wasmKernels/operations/arranging'
import { type Form, lanesOf } from '../../../backend/wasmKernels/operations/convolution'
import { type FilterShape, type Packed, packPanels } from '../../../backend/wasmKernels/operations/filters'
import type { Operation } from '../../../backend/wasmKernels/operations/operation'
import type { WasmMemory } from '../../../backend/wasmKernels/wasmMemory'
import * as tf from '../../../tf'
import type { Buffer } from '../../instructions'
import type { Size } from '../../network'
import type { TrainingProgram } from '../../training/program'
import type { Compilation } from '../compilation'
import { StoredParameters } from '../storedParameters'

/** A kernel may read a panel of channels where there are fewer. */
const PANEL = 8
/** Of the panels that `packingOperation` writes. */
const PACKED_LANES = 8

/** Everything is at the same address for as long as the network is trained; `load` brings the values of a step. */
export class TrainedParameters implements Compilation {
  readonly zeros: number
  private readonly stored: StoredParameters
  private readonly blocks: number[] = []
  /** Values as they are given, and gradients in the same order; by parameter. */
  private readonly raw: readonly number[]
  private readonly gradients: readonly number[]
  private readonly packed = new Map<string, { readonly packed: Packed; readonly weights: number }>()
  private readonly packing: Operation[] = []
  private readonly packingHere: (() => void)[] = []
  private loaded: readonly number[] = []
  private readonly shared = { values: 0, address: 0 }

  constructor(
    private readonly program: TrainingProgram,
    private readonly kernels: Kernels,
  ) {
    this.stored = new StoredParameters(program, kernels.heap)
    this.zeros = this.stored.zeros
    const allocate = ({ size }: tf.Tensor) => this.allocate(size + PANEL)
    this.raw = program.parameters.map(allocate)
    this.gradients = program.parameters.map(allocate)
  }

  readonly sizeOf = (buffer: Buffer): Size => this.stored.sizeOf(buffer)
  readonly store = (values: Float32Array | Int32Array): number => this.stored.store(values)

  readonly pack = (filter: tf.Tensor, shape: FilterShape, isTransposed: boolean, form: Form) => {
    const index = this.indexOf(filter)
    const lanes = lanesOf(form)
    const key = `${index} ${isTransposed} ${lanes}`
    const known = this.packed.get(key)
    if (known !== undefined) return known
    const made =
      lanes === PACKED_LANES
        ? this.packByKernel(index, shape, isTransposed)
        : this.packHere(index, shape, isTransposed, lanes)
    this.packed.set(key, made)
    this.loaded = []
    return made
  }

  readonly storeBias = (bias: tf.Tensor | null): number =>
    bias === null ? this.zeros : (this.raw[this.indexOf(bias)] as number)

  /** Memory for an operation to write on, the same for all of them; its address, once every instruction is compiled. */
  workspace(values: number): () => number {
    this.shared.values = Math.max(this.shared.values, values)
    return () => {
      this.shared.address ||= this.allocate(this.shared.values)
      return this.shared.address
    }
  }

  /** The address of the gradient of one of the program's parameters. */
  gradientOf(parameter: tf.Tensor): number {
    return this.gradients[this.indexOf(parameter)] as number
  }

  gradient(index: number): tf.Tensor {
    const { shape, size } = this.program.parameters[index] as tf.Tensor
    return tf.tensor(this.kernels.heap.floats(this.gradients[index] as number, size).slice(), shape)
  }

  /** Has no effect where these are loaded. */
  load(parameters: readonly tf.Tensor[]): void {
    const ids = parameters.map(idOf)
    if (ids.length === this.loaded.length && ids.every((id, i) => id === this.loaded[i])) return
    const { heap } = this.kernels
    const memory = tf.backend() as unknown as WasmMemory
    for (const [i, parameter] of parameters.entries()) {
      heap.floats(this.raw[i] as number, parameter.size).set(memory.typedArrayFromHeap<Float32Array>(parameter))
    }
    if (this.packing.length > 0) this.kernels.runNow(this.packing)
    for (const pack of this.packingHere) pack()
    this.loaded = ids
  }

  dispose(): void {
    this.stored.dispose()
    for (const address of this.blocks.splice(0)) this.kernels.heap.release(address)
  }

  private indexOf(parameter: tf.Tensor): number {
    const index = this.program.parameters.indexOf(parameter)
    if (index < 0) throw new Error('An instruction of a training step has a parameter that its program does not list.')
    return index
  }

  private allocate(values: number): number {
    const address = this.kernels.heap.allocate(values * 4)
    this.kernels.heap.floats(address, values).fill(0)
    this.blocks.push(address)
    return address
  }

  private packByKernel(index: number, shape: FilterShape, isTransposed: boolean) {
    const matrices = filterMatrices(this.raw[index] as number, shape, isTransposed)
    const weights = this.allocate(packedLength(matrices))
    this.packing.push(packingOperation(matrices, weights))
    return { packed: packedOf(matrices), weights }
  }

  /** For results of few channels, such as gradients at pixels. */
  private packHere(index: number, shape: FilterShape, isTransposed: boolean, lanes: number) {
    const { heap } = this.kernels
    const from = this.raw[index] as number
    const size = shape.rows * shape.columns * shape.inChannels * shape.outChannels
    const pack = () => packPanels(heap.floats(from, size), shape, isTransposed, lanes)
    const { values, ...packed } = pack()
    const weights = this.allocate(values.length)
    this.packingHere.push(() => heap.floats(weights, values.length).set(pack().values))
    return { packed: { ...packed, values: new Float32Array(0) }, weights }
  }
}

/** The same for tensors that share their values, which never change. */
const ids = new WeakMap<object, number>()
let lastId = 0
function idOf({ dataId }: tf.Tensor): number {
  const known = ids.get(dataId) ?? ++lastId
  ids.set(dataId, known)
  return known
}
