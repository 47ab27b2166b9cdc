/** @file Attention as an operation, forward and backward. */
import { Float, type Operation, operation, type Target } from './operation'

export interface AttentionGeometry {
  /** Addresses of (N, height, width, 3 channels), of (heads, tokens, tokens) or 0, and of eight zeros. */
  readonly qkv: number
  readonly bias: number
  readonly zeros: number
  readonly images: number
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly heads: number
  readonly window: readonly [rows: number, columns: number]
  readonly shift: readonly [down: number, right: number]
  readonly masked: number
}

const padded = (length: number): number => Math.ceil(length / 8) * 8

/** As laid out in assembly/attention.ts. */
function scratchBytes({ channels, heads, window }: AttentionGeometry, isBack: boolean): number {
  const tokens = window[0] * window[1]
  const headWidth = channels / heads
  const [scores, product] = [padded(tokens), padded(headWidth)]
  const values = scores + scores * product + tokens * product + (isBack ? 3 : 1) * tokens * scores
  return 48 + 192 + 4 * values
}

function attentionLike(
  kind: 'attention' | 'attentionBack',
  shape: AttentionGeometry,
  gradient: number,
  target: Target,
) {
  const { qkv, bias, zeros, images, height, width, channels, heads, window, shift, masked } = shape
  const windows = (height / window[0]) * (width / window[1])
  const fields = [
    ...[qkv, bias, gradient, zeros, height, width, channels, heads],
    ...[...window, ...shift, new Float(masked)],
  ]
  return operation(kind, images * windows * heads, target, fields, scratchBytes(shape, kind === 'attentionBack'))
}

export const attentionOperation = (shape: AttentionGeometry, target: Target): Operation =>
  attentionLike('attention', shape, 0, target)

/** @param gradient address of that at what the attention gave */
export const attentionBackOperation = (shape: AttentionGeometry, gradient: number, target: Target): Operation =>
  attentionLike('attentionBack', shape, gradient, target)
