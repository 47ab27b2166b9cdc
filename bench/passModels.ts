/** @file The models whose passes are timed: untrained, since what a pass costs does not depend on the weights' values. */

export interface PassModel {
  /** The manifest's field "architecture". */
  readonly architecture: { readonly name: string } & Readonly<Record<string, unknown>>
  /** Of the images, in pixels. */
  readonly side: number
  readonly classes: number
}

const imageNet = (architecture: PassModel['architecture']): PassModel => ({ architecture, side: 224, classes: 1000 })
const resNet = (depths: readonly number[], more: object = {}): PassModel =>
  imageNet({ name: 'resnet', widths: [64, 128, 256, 512], depths, activation: 'relu', stem: 'imagenet', ...more })

export const PASS_MODELS: Readonly<Record<string, PassModel>> = {
  'cifar-resnet': {
    architecture: { name: 'resnet', widths: [32, 64, 128], depths: [1, 1, 1], activation: 'gelu', stem: 'small' },
    side: 32,
    classes: 10,
  },
  'resnet-18': resNet([2, 2, 2, 2]),
  'resnet-50': resNet([3, 4, 6, 3], { block: 'bottleneck' }),
  'vit-s-16': imageNet({
    name: 'vit',
    embed_dim: 384,
    depth: 12,
    heads: 6,
    patch: 16,
    grid: 14,
    mlp_width: 1536,
    activation: 'gelu',
  }),
  'swin-t': imageNet({
    name: 'swin',
    embed_dim: 96,
    depths: [2, 2, 6, 2],
    heads: [3, 6, 12, 24],
    window: 7,
    patch: 4,
    mlp_ratio: 4,
    activation: 'gelu',
  }),
  'convnext-t': imageNet({
    name: 'convnext',
    widths: [96, 192, 384, 768],
    depths: [3, 3, 9, 3],
    patch: 4,
    activation: 'gelu',
  }),
}
