/** @file Every architecture that a manifest may name. */
import { resnet } from './resnet/network'
import { swin } from './swin/network'
import type { Architecture } from './types'

export const ARCHITECTURES = [resnet, swin] as unknown as readonly Architecture<never, never>[]

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
