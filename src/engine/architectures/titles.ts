/** @file The names of architectures for people, by the ids that manifests use. Free of tfjs and zod, so that the page reads it too. */
export const ARCHITECTURE_TITLES = {
  resnet: 'ResNet',
  'preact-resnet': 'PreActResNet',
  vit: 'ViT',
  swin: 'Swin',
  convnext: 'ConvNeXt',
  sequential: 'Sequential',
  onnx: 'ONNX',
  tfjs: 'TensorFlow.js',
} as const

export type ArchitectureName = keyof typeof ARCHITECTURE_TITLES
