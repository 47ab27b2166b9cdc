/**
 * @file From layers to the instructions of the forward pass. A convolution's instruction is written only when what it gives is
 * asked for: until then, the layer that alone takes it may become part of it.
 */
import type { ActivationName } from '../../architectures/activationNames'
import * as tf from '../../tf'
import type { Buffer, ForwardInstruction } from '../instructions'
import type { Layer, Network, Size, Value } from '../network'
import type { Normalisation } from '../types'
import { type Affine, after, followedBy, sumOf, type Unwritten, type UnwrittenPointwise } from './unwritten'

export interface ForwardPlan {
  readonly buffers: Size[]
  readonly pixels: Buffer
  readonly logits: Buffer
  readonly instructions: readonly ForwardInstruction[]
}

/** To be called in tf.tidy, from which the program's tensors are copied or kept. */
export function planForward(network: Network, normalisation: Normalisation): ForwardPlan {
  const plan = new Forward(network, normalisation)
  for (const layer of network.layers) plan.add(layer)
  const logits = plan.bufferOf(network.logits)
  return { buffers: plan.buffers, pixels: plan.pixels, logits, instructions: plan.instructions }
}

type LayerOf<Kind extends Layer['kind']> = Extract<Layer, { kind: Kind }>

class Forward {
  readonly buffers: Size[] = []
  readonly instructions: ForwardInstruction[] = []
  /** In [0, 1]. */
  readonly pixels: Buffer
  private readonly written = new Map<number, Buffer>()
  private readonly pending = new Map<number, Unwritten>()
  /** Maps that convolutions alone take, and fold into their filters. */
  private readonly folded = new Map<number, Affine & { readonly x: Value }>()
  /** What is averaged for the last dense layer alone. */
  private readonly pooled = new Map<number, Value>()
  private readonly takers = new Map<number, Layer[]>()

  constructor(
    private readonly network: Network,
    private readonly normalisation: Normalisation,
  ) {
    for (const layer of network.layers) {
      for (const { id } of inputsOf(layer)) this.takers.set(id, [...(this.takers.get(id) ?? []), layer])
    }
    this.pixels = this.newBuffer(network.images.size)
    // Not the pixels themselves: those are in [0, 1].
    const { mean, std } = normalisation
    const [scale, shift] = [std.map((one) => 1 / one), mean.map((one, channel) => -one / (std[channel] as number))]
    this.pending.set(network.images.id, {
      kind: 'pointwise',
      x: this.pixels,
      scale: tf.tensor1d(scale),
      shift: tf.tensor1d(shift),
      addend: null,
    })
  }

  add(layer: Layer): void {
    if (this.takersOf(layer.result).length === 0 && layer.result.id !== this.network.logits.id) return
    if (layer.kind === 'convolution') this.addConvolution(layer)
    else if (layer.kind === 'add') this.addSum(layer)
    else if (layer.kind === 'affine') this.addAffine(layer)
    else if (layer.kind === 'activation') {
      this.write(layer.result, this.takePending(layer.x) ?? this.pointwise(layer.x), layer.activation)
    } else if (this.isOfHead(layer)) this.pooled.set(layer.result.id, layer.x)
    else this.addOther(layer)
  }

  /** Where the value lies; writes the instruction that gives it, where none did yet. */
  bufferOf(value: Value): Buffer {
    const pending = this.pending.get(value.id)
    if (pending !== undefined) {
      this.pending.delete(value.id)
      this.write(value, pending)
    }
    const buffer = this.written.get(value.id)
    if (buffer === undefined) throw new Error(`Value ${value.id} of the network is taken before it is given.`)
    return buffer
  }

  private addConvolution(layer: LayerOf<'convolution'>): void {
    const { x, stride, padding, groups, dilation, result } = layer
    const pooled = this.pooled.get(x.id)
    if (pooled !== undefined) {
      const [, , inChannels, outChannels] = layer.filter.shape
      const weight = tf.reshape(layer.filter, [inChannels, outChannels]) as tf.Tensor2D
      const buffer = this.bufferOf(pooled)
      this.instructions.push({ kind: 'head', x: buffer, weight, bias: layer.shift, out: this.outOf(result) })
      return
    }
    const folded = this.folded.get(x.id)
    let { filter, shift } = folded === undefined ? layer : after(folded, layer)
    const from = folded?.x ?? x
    const takesPixels = from.id === this.network.images.id && groups === 1
    if (takesPixels) {
      // Division by the deviation goes into the filter; the mean is taken from the pixels alone, not from the padding.
      filter = tf.div(filter, tf.reshape([...this.normalisation.std], [1, 1, -1, 1]))
    }
    const source = {
      x: takesPixels ? this.pixels : this.bufferOf(from),
      filter,
      ...{ stride, padding, groups, dilation },
      isTransposed: false,
      mean: takesPixels ? this.normalisation.mean : null,
    }
    this.pending.set(result.id, { kind: 'convolution', sources: [source], shift, addend: null })
  }

  private addSum({ x, addend, result }: LayerOf<'add'>): void {
    const [a, b] = [this.takePending(x), this.takePending(addend)]
    const sum = sumOf(a, b)
    if (sum !== null) {
      this.pending.set(result.id, sum)
      return
    }
    // Only one of two takes in the other, which is written before it.
    const isFirst = a !== undefined && a.addend === null
    const [own, ownValue, other, otherValue] = isFirst ? [a, x, b, addend] : [b, addend, a, x]
    if (other !== undefined) this.pending.set(otherValue.id, other)
    const before = this.bufferOf(otherValue)
    const isWhole = own !== undefined && own.addend === null
    if (own !== undefined && !isWhole) this.pending.set(ownValue.id, own)
    this.pending.set(result.id, { ...(isWhole ? own : this.pointwise(ownValue)), addend: before })
  }

  private addAffine({ x, scale, shift, result }: LayerOf<'affine'>): void {
    const pending = this.takePending(x)
    const followed = pending && followedBy(pending, { scale, shift })
    if (followed) {
      this.pending.set(result.id, followed)
      return
    }
    if (pending) this.pending.set(x.id, pending)
    const isFoldable = (taker: Layer) =>
      taker.kind === 'convolution' && taker.groups === 1 && Object.values(taker.padding).every((side) => side === 0)
    if ((shift?.rank ?? 1) === 1 && this.takersOf(result).every(isFoldable)) {
      this.folded.set(result.id, { x, scale, shift })
    } else this.pending.set(result.id, { ...this.pointwise(x), scale, shift })
  }

  private addOther(layer: Exclude<Layer, { kind: 'convolution' | 'add' | 'affine' | 'activation' }>): void {
    const nothingMore = { addend: null, slope: null, activation: null, derivative: null }
    if (layer.kind === 'attention') {
      const { result, qkv, ...rest } = layer
      const buffer = this.bufferOf(qkv)
      const [height, width] = result.size
      const logSums = this.newBuffer([height, width, rest.heads])
      this.instructions.push({ ...rest, qkv: buffer, out: this.outOf(result), logSums })
      return
    }
    const x = this.bufferOf(layer.x)
    const out = this.outOf(layer.result)
    const { result: _, ...rest } = layer
    if (rest.kind === 'layerNorm') {
      const [height, width] = layer.x.size
      this.instructions.push({ ...rest, x, out, scales: this.newBuffer([height, width, 1]) })
    } else if (rest.kind === 'gather') this.instructions.push({ ...rest, x, out, ...nothingMore })
    else this.instructions.push({ ...rest, x, out })
  }

  /** The mean over all pixels, for the dense layer that gives the logits. */
  private isOfHead(layer: Layer): layer is LayerOf<'averagePool'> {
    if (layer.kind !== 'averagePool') return false
    const { x, size, padding, result } = layer
    const [taker, ...others] = this.takersOf(result)
    return (
      taker?.kind === 'convolution' &&
      others.length === 0 &&
      taker.result.id === this.network.logits.id &&
      this.takersOf(taker.result).length === 0 &&
      taker.groups === 1 &&
      size.every((length, axis) => length === x.size[axis]) &&
      [...Object.values(padding), ...Object.values(taker.padding)].every((length) => length === 0)
    )
  }

  private takersOf({ id }: Value): readonly Layer[] {
    return this.takers.get(id) ?? []
  }

  /** What gives the value, if only one layer takes it and it is not written yet. */
  private takePending(value: Value): Unwritten | undefined {
    const pending = this.pending.get(value.id)
    if (pending === undefined || this.takersOf(value).length > 1 || value.id === this.network.logits.id) return
    this.pending.delete(value.id)
    return pending
  }

  private pointwise(x: Value): UnwrittenPointwise {
    return { kind: 'pointwise', x: this.bufferOf(x), scale: null, shift: null, addend: null }
  }

  private write(value: Value, pending: Unwritten, activation: ActivationName | null = null): void {
    const out = this.outOf(value)
    const derivative = activation === null ? null : this.newBuffer(value.size)
    this.instructions.push({ ...pending, out, slope: null, activation, derivative })
  }

  private outOf(value: Value): Buffer {
    const buffer = this.newBuffer(value.size)
    this.written.set(value.id, buffer)
    return buffer
  }

  private newBuffer(size: Size): Buffer {
    return this.buffers.push(size) - 1
  }
}

const inputsOf = (layer: Layer): readonly Value[] => {
  if (layer.kind === 'add') return [layer.x, layer.addend]
  return [layer.kind === 'attention' ? layer.qkv : layer.x]
}
