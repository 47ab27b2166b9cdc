/** @file Every architecture that a manifest may name. */
import { convNext } from './convnext/network'
import { onnx } from './onnx/network'
import { preact } from './preact/network'
import { resnet } from './resnet/network'
import { sequential } from './sequential/network'
import { swin } from './swin/network'
import type { Architecture } from './types'
import { vit } from './vit/network'

export const ARCHITECTURES = [
  resnet,
  preact,
  vit,
  swin,
  convNext,
  sequential,
  onnx,
] as unknown as readonly Architecture<never, never>[]

export function findArchitecture(name: string): Architecture<unknown, unknown> {
  const found = ARCHITECTURES.find((architecture) => architecture.name === name)
  if (found === undefined) {
    const known = ARCHITECTURES.map((architecture) => architecture.name).join(', ')
    throw new Error(
      `The manifest's field "architecture.name" is "${name}", which is unknown; make it one of: ${known}.`,
    )
  }
  return found as unknown as Architecture<unknown, unknown>
}
