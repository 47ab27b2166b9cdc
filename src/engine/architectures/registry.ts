/** @file Every architecture that a manifest may name. */
import { ARCHITECTURE_TITLES, type ArchitectureName } from './titles'
import type { Architecture } from './types'

type AnyArchitecture = Architecture<unknown, unknown>

/** Each is loaded with the first model of it. */
const LOADERS: Readonly<Record<ArchitectureName, () => Promise<unknown>>> = {
  resnet: async () => (await import('./resnet/network')).resnet,
  'preact-resnet': async () => (await import('./preact/network')).preact,
  vit: async () => (await import('./vit/network')).vit,
  swin: async () => (await import('./swin/network')).swin,
  convnext: async () => (await import('./convnext/network')).convNext,
  sequential: async () => (await import('./sequential/network')).sequential,
  onnx: async () => (await import('./onnx/network')).onnx,
}

export const ARCHITECTURE_NAMES = Object.keys(ARCHITECTURE_TITLES) as readonly ArchitectureName[]

const loaded = new Map<string, AnyArchitecture>()

/** @throws Error with one sentence where no architecture has the name that a manifest gives */
export async function loadArchitecture(name: string): Promise<AnyArchitecture> {
  const known = ARCHITECTURE_NAMES.find((each) => each === name)
  if (known === undefined) {
    throw new Error(
      `The manifest's field "architecture.name" is "${name}", which is unknown; make it one of: ${ARCHITECTURE_NAMES.join(', ')}.`,
    )
  }
  const architecture = (await LOADERS[known]()) as AnyArchitecture
  loaded.set(name, architecture)
  return architecture
}

/** The architecture of a model that has been read: reading it loads it. */
export function findArchitecture(name: string): AnyArchitecture {
  const architecture = loaded.get(name)
  if (architecture === undefined) throw new Error(`The architecture "${name}" is not loaded; read its model first.`)
  return architecture
}
