/** @file What is known about every architecture without computing; without tfjs. */
import { convNextDescription } from './convnext/description'
import { onnxDescription } from './onnx/description'
import { preActDescription } from './preact/description'
import { resnetDescription } from './resnet/description'
import { sequentialDescription } from './sequential/description'
import { swinDescription } from './swin/description'
import { tfjsDescription } from './tfjs/description'
import type { ArchitectureDescription } from './types'
import { vitDescription } from './vit/description'

export const ARCHITECTURE_DESCRIPTIONS = [
  resnetDescription,
  preActDescription,
  vitDescription,
  swinDescription,
  convNextDescription,
  sequentialDescription,
  onnxDescription,
  tfjsDescription,
] as unknown as readonly ArchitectureDescription<unknown>[]
