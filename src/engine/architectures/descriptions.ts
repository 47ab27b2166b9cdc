/** @file What is known of every architecture without computing: free of tfjs. */
import { resnetDescription } from './resnet/description'
import { swinDescription } from './swin/description'
import type { ArchitectureDescription } from './types'

export const ARCHITECTURE_DESCRIPTIONS = [
  resnetDescription,
  swinDescription,
] as unknown as readonly ArchitectureDescription<unknown>[]
