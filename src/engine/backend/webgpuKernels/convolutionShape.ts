/** @file What the shaders of a convolution depend on. */
import { largestOf } from '../../../numbers/extremes'
import { type FinishAttributes, finishBuffers, quarter, type Values, vectors } from './vectors'

/** A convolution of images (N, height, width, channels); or, transposed, its backward pass. */
export interface Source {
  /** Of the images that are read. */
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly filterSize: readonly [rows: number, columns: number]
  readonly stride: number
  readonly dilation: number
  /** Zeros before the first row and the first column of what the forward convolution reads. */
  readonly padding: readonly [top: number, left: number]
  readonly isTransposed: boolean
  /** Taken from the pixels, by channel. */
  readonly mean: readonly number[] | null
  readonly grouping: Grouping
}

/** The channels of a group, in vectors of four. */
export interface Grouping {
  readonly inChannels: number
  readonly outChannels: number
  /** Each channel has its own filter: weights are vectors instead of matrices. */
  readonly isDepthwise: boolean
}

export interface ConvolutionAttributes extends FinishAttributes {
  /** One, or two whose results are added. */
  readonly sources: readonly Source[]
  /** Of the result. */
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly hasShift: boolean
}

/** With longer strides, unrolled tiles would be too large. */
const MAX_TILED_STRIDE = 4

export const isTiled = (sources: readonly Source[]): boolean =>
  sources.every(({ stride }) => stride <= MAX_TILED_STRIDE)

/** The pixels of a thread, down and across; where the convolution is transposed, multiples of its stride. */
export function tileOf({
  sources,
  height,
}: Pick<ConvolutionAttributes, 'sources' | 'height'>): readonly [number, number] {
  const stride = largestOf(sources.map((source) => (source.isTransposed ? source.stride : 1)))
  if (stride > 2) return [stride, stride]
  return height === 1 && stride === 1 ? [1, 8] : [2, 4]
}

/** A source's images, and its weights. */
export const imagesOf = ({ channels }: Source, index: number): Values => [`x${index}`, channels]

export const weightOf = (index: number, { grouping }: Source, outChannels: number, tap: string): string =>
  `w${index}[((${tap}) * ${grouping.inChannels} + c) * ${quarter(outChannels)} + group]`

/** The vector `c` of the group's channels, at the pixel `at` of a source; without the mean. */
export const meanOf = ({ mean }: Source): string =>
  mean === null ? '' : ` - vec4f(${[...mean, 0, 0, 0].slice(0, 4).join(', ')})`

/** All buffers, in binding order. */
export function buffersOf(attributes: ConvolutionAttributes) {
  const { sources, hasShift, channels } = attributes
  const finish = finishBuffers(attributes, channels)
  const images = sources.map(imagesOf)
  return {
    inputs: [
      ...sources.flatMap((source, i) => [
        ...vectors(imagesOf(source, i)),
        [`w${i}`, source.grouping.isDepthwise ? 'vec4f' : 'mat4x4f'] as const,
      ]),
      ...(hasShift ? [['shift', 'vec4f'] as const] : []),
      ...vectors(...finish.reads),
    ],
    outputs: vectors(...finish.writes),
    access: { reads: [...images, ...finish.reads], writes: finish.writes },
  }
}
