/** @file A network as it was told: layers in the order in which they run, each of values that were given before. */
import type { ActivationName } from '../architectures/activationNames'
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '../tf'

/** Of one image's values: rows, columns, channels, of which channels lie side by side in memory. */
export type Size = readonly [height: number, width: number, channels: number]

/** What a layer gives for each image, or the pixels. Tokens are values too: a grid of them, or one row. */
export interface Value {
  readonly id: number
  readonly size: Size
}

/** Rows or columns of zeros around an image. */
export interface Padding {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** Where a filter or a pool stands. */
export interface Stride {
  readonly stride: number
  readonly padding: Padding
}

export interface ConvolutionLayer extends Stride {
  readonly kind: 'convolution'
  readonly x: Value
  /** (rows, columns, in / groups, out) */
  readonly filter: Tensor4D
  /** (out) */
  readonly shift: Tensor1D | null
  readonly groups: number
  readonly dilation: number
}

export interface AttentionShape {
  readonly heads: number
  /** Tokens attend to those of their window, of this many rows and columns. The whole grid: global attention. */
  readonly window: readonly [rows: number, columns: number]
  /** By how many tokens windows begin below and to the right of the grid's corner; what leaves it comes in opposite. */
  readonly shift: readonly [down: number, right: number]
  /** Added to the scores of tokens that the shift brings together from opposite edges. */
  readonly masked: number
}

export interface AttentionLayer extends AttentionShape {
  readonly kind: 'attention'
  /** (height, width, 3 C): queries, which are scaled already, keys and values, each head by head. */
  readonly qkv: Value
  /** (heads, tokens, tokens), over queries, then keys of a window. */
  readonly bias: Tensor3D | null
}

export type Layer = { readonly result: Value } & (
  | ConvolutionLayer
  | AttentionLayer
  | { readonly kind: 'activation'; readonly x: Value; readonly activation: ActivationName }
  | { readonly kind: 'add'; readonly x: Value; readonly addend: Value }
  | { readonly kind: 'affine'; readonly x: Value; readonly scale: Tensor1D | null; readonly shift: Tensor | null }
  | { readonly kind: 'layerNorm'; readonly x: Value; readonly epsilon: number }
  | (Stride & { readonly kind: 'maxPool'; readonly x: Value; readonly size: number })
  | (Stride & {
      readonly kind: 'averagePool'
      readonly x: Value
      readonly size: readonly [rows: number, columns: number]
      /** Whether zeros around the image count among what is averaged. */
      readonly countsPadding: boolean
    })
  | {
      readonly kind: 'gather'
      readonly x: Value
      /** Which row of x each row of the result is; -1: zeros. No row is taken twice. */
      readonly rows: Int32Array
      /** Values of a row: a divisor of, or as many as, x's channels and the result's. */
      readonly rowLength: number
      /** Added to the result: (rows, rowLength). */
      readonly fill: Tensor2D | null
    }
)

export interface Network {
  /** Normalised, (height, width, 3). */
  readonly images: Value
  readonly layers: readonly Layer[]
  /** (1, 1, classes) */
  readonly logits: Value
}
