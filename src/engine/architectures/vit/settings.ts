/** @file A Vision Transformer's settings in manifests, and its parameter names. */
import { z } from 'zod'
import { settingSchemas } from '../../checkpoints/manifest'
import { ACTIVATION_NAMES } from '../activationNames'
import { respelling } from '../spelling'

const positive = z.number().int().min(1).max(8192)

const fieldsSchema = z.object({
  name: z.literal('vit'),
  /** Channels of a token. */
  embed_dim: positive,
  /** Blocks. */
  depth: settingSchemas.depths.element,
  heads: positive,
  /** Patch size in pixels. */
  patch: positive.max(64),
  /** Image size in tokens. */
  grid: positive.max(128),
  /** Hidden channels of an MLP. */
  mlp_width: positive.max(65_536),
  activation: z.enum(ACTIVATION_NAMES),
  /** Classification tokens: one, or DeiT's two, whose logits are averaged. */
  tokens: z.enum(['none', 'class', 'class-and-distillation']).default('class'),
  /** Register tokens, which the head does not read (Darcet et al. 2024). */
  registers: z.number().int().min(0).max(64).default(0),
  /** Whether prefix tokens have positions too. */
  positions_of_all: z.boolean().default(true),
  /** What the head reads: the class token, or the mean of the image's tokens, before or after the last layer norm. */
  pool: z.enum(['token', 'mean-then-norm', 'norm-then-mean']).default('token'),
  /** A layer norm before the first block, instead of a bias of the patch embedding (CLIP). */
  pre_norm: z.boolean().default(false),
  qkv_bias: z.boolean().default(true),
  /** Layer norm of queries and keys, per head. */
  qk_norm: z.boolean().default(false),
  layer_scale: z.boolean().default(false),
  norm_epsilon: z.number().positive().max(1).default(1e-6),
  /** Channels of the input images: 3 for colour, 1 for grey. */
  channels: settingSchemas.channels,
  /** Who named the parameters: timm, torchvision, or the authors of DeiT III, whose layer scale has other names. */
  names: z.enum(['timm', 'torchvision', 'deit3']).default('timm'),
})

export type VitSettings = z.output<typeof fieldsSchema>

export const vitSettings = fieldsSchema
  .refine(({ embed_dim, heads }) => embed_dim % heads === 0, { message: 'must divide "embed_dim"', path: ['heads'] })
  .refine(({ tokens, pool }) => tokens !== 'none' || pool !== 'token', {
    message: 'must not be "none" where "pool" is "token", as it is if left out',
    path: ['tokens'],
  })
  .refine(({ tokens, pool }) => tokens !== 'class-and-distillation' || pool === 'token', {
    message: 'must be "token" with a distillation token',
    path: ['pool'],
  })
  .refine(({ tokens, registers }) => tokens !== 'class-and-distillation' || registers === 0, {
    message: 'must be 0 with a distillation token',
    path: ['registers'],
  })

export const VIT_SPELLINGS = {
  timm: respelling(),
  deit3: respelling([/\.ls1\.gamma$/, '.gamma_1'], [/\.ls2\.gamma$/, '.gamma_2']),
  torchvision: respelling(
    [/^cls_token$/, 'class_token'],
    [/^pos_embed$/, 'encoder.pos_embedding'],
    [/^patch_embed\.proj\./, 'conv_proj.'],
    [/^blocks\.(\d+)\./, 'encoder.layers.encoder_layer_$1.'],
    [/\.norm([12])\./, '.ln_$1.'],
    [/\.attn\.qkv\./, '.self_attention.in_proj_'],
    [/\.attn\.proj\./, '.self_attention.out_proj.'],
    [/\.mlp\.fc1\./, '.mlp.0.'],
    [/\.mlp\.fc2\./, '.mlp.3.'],
    [/^norm\./, 'encoder.ln.'],
    [/^head\./, 'heads.head.'],
  ),
} as const

/** Tokens before the image's. */
export const prefixTokens = ({ tokens, registers }: Pick<VitSettings, 'tokens' | 'registers'>): number =>
  registers + { none: 0, class: 1, 'class-and-distillation': 2 }[tokens]
