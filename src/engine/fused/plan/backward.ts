/** @file The backward pass of a forward plan, from the gradient at the logits to that at the pixels. */
import type {
  BackInstruction,
  Buffer,
  ConvolutionSource,
  Finish,
  ForwardInstruction,
  PointwiseInstruction,
} from '../instructions'
import type { Size } from '../network'
import type { ForwardPlan } from './forward'

/** What an instruction gives to the gradient at what it was given: a buffer that is there, or an instruction to write. */
type Share =
  | { readonly kind: 'buffer'; readonly buffer: Buffer }
  | { readonly kind: 'convolution'; readonly source: ConvolutionSource }
  | { readonly kind: 'instruction'; readonly write: (finish: Finish) => BackInstruction }

/** The gradient at what an instruction computed before its activation. */
export interface GradientAt {
  readonly of: ForwardInstruction
  readonly dy: Buffer
  /** The number of instructions of the backward pass before which `dy` is not there. */
  readonly after: number
}

/** Sums of convolutions that one instruction does. */
const MAX_SOURCES = 2

export function planBackward({ buffers, pixels, logits, instructions }: ForwardPlan) {
  const backward: BackInstruction[] = []
  const shares = new Map<Buffer, Share[]>()
  const newBuffer = (size: Size): Buffer => buffers.push(size) - 1
  const atLogits = newBuffer(buffers[logits] as Size)
  const give = (to: Buffer, share: Share) => shares.set(to, [...(shares.get(to) ?? []), share])
  give(logits, { kind: 'buffer', buffer: atLogits })

  /** The gradient at what an instruction computed, before its activation, which had the derivative `slope`. */
  function gather(at: Buffer, slope: Buffer | null): Buffer {
    const size = buffers[at] as Size
    const given = shares.get(at) ?? []
    let sum = null as Buffer | null
    const finishWith = (isLast: boolean): Finish => {
      const out = newBuffer(size)
      const finish = { out, addend: sum, slope: isLast ? slope : null, activation: null, derivative: null }
      sum = out
      return finish
    }
    const pointwise = (x: Buffer, isLast: boolean): PointwiseInstruction => ({
      kind: 'pointwise',
      x,
      scale: null,
      shift: null,
      ...finishWith(isLast),
    })
    const writers = [
      ...given.flatMap((share) => (share.kind === 'instruction' ? [share.write] : [])),
      ...chunksOf(given.flatMap((share) => (share.kind === 'convolution' ? [share.source] : []))).map(
        (sources) => (finish: Finish) => ({ kind: 'convolution', sources, shift: null, ...finish }) as const,
      ),
    ]
    const ready = given.flatMap((share) => (share.kind === 'buffer' ? [share.buffer] : []))
    for (const [i, buffer] of ready.entries()) {
      if (sum === null) sum = buffer
      else backward.push(pointwise(buffer, writers.length === 0 && i === ready.length - 1))
    }
    for (const [i, write] of writers.entries()) backward.push(write(finishWith(i === writers.length - 1)))
    if (ready.length === 1 && writers.length === 0 && slope !== null) {
      sum = null
      backward.push(pointwise(ready[0] as Buffer, true))
    }
    if (sum === null) throw new Error(`Nothing takes buffer ${at} of the program.`)
    return sum
  }

  const gradients: GradientAt[] = []
  for (const instruction of instructions.toReversed()) {
    const slope = 'derivative' in instruction ? instruction.derivative : null
    const dy = gather(instruction.out, slope)
    gradients.push({ of: instruction, dy, after: backward.length })
    for (const [to, share] of sharesOf(instruction, dy, buffers)) give(to, share)
  }
  return { backward, atLogits, atPixels: gather(pixels, null), gradients }
}

function* sharesOf(
  of: ForwardInstruction,
  dy: Buffer,
  buffers: readonly Size[],
): Generator<readonly [to: Buffer, Share]> {
  const same = { kind: 'buffer', buffer: dy } as const
  const back = (write: (finish: Finish) => BackInstruction) => ({ kind: 'instruction', write }) as const
  if ('addend' in of && of.addend !== null) yield [of.addend, same]
  switch (of.kind) {
    case 'convolution':
      for (const source of of.sources) {
        yield [source.x, { kind: 'convolution', source: { ...source, x: dy, isTransposed: true, mean: null } }]
      }
      return
    case 'pointwise': {
      const { scale } = of
      const scaled = back((finish) => ({ kind: 'pointwise', x: dy, scale, shift: null, ...finish }))
      yield [of.x, scale === null ? same : scaled]
      return
    }
    case 'gather': {
      const [height, width, channels] = buffers[of.x] as Size
      const rows = inverse(of.rows, (height * width * channels) / of.rowLength)
      yield [of.x, back((finish) => ({ ...of, x: dy, rows, fill: null, ...finish }))]
      return
    }
    case 'attention':
      yield [of.qkv, back((finish) => ({ kind: 'attentionBack', dy, of, ...finish }))]
      return
    case 'head':
      yield [of.x, back((finish) => ({ kind: 'headBack', dy, of, ...finish }))]
      return
    case 'layerNorm':
      yield [of.x, back((finish) => ({ kind: 'layerNormBack', dy, of, ...finish }))]
      return
    case 'maxPool':
      yield [of.x, back((finish) => ({ kind: 'maxPoolBack', dy, of, ...finish }))]
      return
    case 'averagePool':
      yield [of.x, back((finish) => ({ kind: 'averagePoolBack', dy, of, ...finish }))]
  }
}

/** As many at a time as one instruction takes; one, where there are groups. */
function chunksOf(sources: readonly ConvolutionSource[]): ConvolutionSource[][] {
  const chunks: ConvolutionSource[][] = []
  for (const source of sources) {
    const last = chunks.at(-1)
    const isOpen =
      last !== undefined && last.length < MAX_SOURCES && [...last, source].every(({ groups }) => groups === 1)
    if (isOpen) last.push(source)
    else chunks.push([source])
  }
  return chunks
}

/** Where each of `count` rows went; -1: nowhere. */
function inverse(rows: Int32Array, count: number): Int32Array {
  const result = new Int32Array(count).fill(-1)
  for (const [to, from] of rows.entries()) if (from >= 0) result[from] = to
  return result
}
