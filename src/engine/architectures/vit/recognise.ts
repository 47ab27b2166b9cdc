import { countOf } from '../../../countOf'
import type { OpenSetting, Recognised } from '../recognised'
import { channelsTaken, type SeenShapes, seenShapes, squareSide } from '../recognition'
import type { ParameterShapes } from '../types'
import { prefixTokens, VIT_SPELLINGS, type VitSettings } from './settings'

type Names = VitSettings['names']

export function recogniseVit(shapes: ParameterShapes): Recognised | null {
  const names = namesOf(shapes)
  if (names === null) return null
  const seen = seenShapes(shapes, VIT_SPELLINGS[names])
  const { has, side } = seen
  const width = side('pos_embed', 2)
  const patch = side('patch_embed.proj.weight', 2)
  const tokens = has('dist_token') ? 'class-and-distillation' : has('cls_token') ? 'class' : 'none'
  const registers = has('reg_token') ? side('reg_token', 1) : 0
  const place = placeOf(side('pos_embed', 1), prefixTokens({ tokens, registers }))
  const heads = headsOf(seen, width)
  const channels = channelsTaken(seen, 'patch_embed.proj.weight')
  const architecture = {
    name: 'vit',
    embed_dim: width,
    depth: seen.count((index) => `blocks.${index}.norm1.weight`),
    heads: heads.values[0],
    patch,
    ...place,
    mlp_width: side('blocks.0.mlp.fc1.weight', 0),
    activation: 'gelu',
    tokens,
    registers,
    pool: has('fc_norm.weight') ? 'mean-then-norm' : tokens === 'none' ? 'norm-then-mean' : 'token',
    pre_norm: has('norm_pre.weight'),
    qkv_bias: has('blocks.0.attn.qkv.bias'),
    qk_norm: has('blocks.0.attn.q_norm.weight'),
    layer_scale: has('blocks.0.ls1.gamma'),
    // A layer norm before the first block is CLIP's, which has PyTorch's epsilon.
    norm_epsilon: has('norm_pre.weight') ? 1e-5 : 1e-6,
    channels,
    names,
  } as const
  return {
    title: titleOf(architecture),
    architecture,
    classes: side('head.weight', 0),
    channels,
    size: {
      value: place.grid * patch,
      basis: 'found',
      source: `It has positions for ${place.grid} × ${place.grid} tokens of ${patch} × ${patch} pixels.`,
    },
    openSettings: heads.values.length > 1 ? [heads] : [],
    // DINOv2's mask token, used only in training.
    ignored: ['mask_token'],
  }
}

function namesOf(shapes: ParameterShapes): Names | null {
  if (shapes.has('encoder.pos_embedding') && shapes.has('conv_proj.weight')) return 'torchvision'
  if (!shapes.has('pos_embed') || !shapes.has('blocks.0.attn.qkv.weight')) return null
  return shapes.has('blocks.0.gamma_1') ? 'deit3' : 'timm'
}

/** Whether prefix tokens have positions too: only one of the two answers leaves a square grid. */
function placeOf(positions: number, before: number): { grid: number; positions_of_all: boolean } {
  const grid = squareSide(positions - before)
  return Number.isNaN(grid)
    ? { grid: squareSide(positions), positions_of_all: false }
    : { grid, positions_of_all: true }
}

/** Widths for which the papers have heads that are not 64 wide. */
const USUAL_HEADS: Readonly<Record<number, number>> = { 1152: 16, 1280: 16, 1408: 16, 1664: 16 }

/** Only norms of queries show the width of a head. */
function headsOf(
  { has, side }: SeenShapes,
  width: number,
): OpenSetting & { readonly values: readonly [number, ...number[]] } {
  const norm = 'blocks.0.attn.q_norm.weight'
  if (has(norm))
    return {
      field: 'heads',
      label: 'Attention heads',
      values: [width / side(norm, 0)],
      source: 'Queries are normed head by head.',
    }
  const others = [64, 32, 48, 80, 96, 128, 16].map((headWidth) => width / headWidth)
  const usual = USUAL_HEADS[width]
  const values = [...new Set(usual === undefined ? others : [usual, ...others])].filter(Number.isInteger)
  const [first = 1, ...rest] = values
  return {
    field: 'heads',
    label: 'Attention heads',
    values: [first, ...rest],
    source: `Vision Transformers of this width have heads of ${countOf(width / first, 'channel')}.`,
  }
}

const SIZES: Readonly<Record<number, string>> = { 192: 'Ti', 384: 'S', 768: 'B', 1024: 'L', 1280: 'H' }

function titleOf({
  embed_dim,
  patch,
  tokens,
  names,
}: Pick<VitSettings, 'embed_dim' | 'patch' | 'tokens' | 'names'>): string {
  const kind = names === 'deit3' ? 'DeiT III' : tokens === 'class-and-distillation' ? 'DeiT' : 'ViT'
  const size = SIZES[embed_dim] ?? `of ${countOf(embed_dim, 'channel')}`
  const title = size.length <= 2 ? `${kind}-${size}/${patch}` : `${kind} ${size}, patches of ${patch}`
  const source = { timm: 'timm names it', torchvision: 'torchvision names it', deit3: 'its authors name it' }[names]
  return `${title}, as ${source}`
}
