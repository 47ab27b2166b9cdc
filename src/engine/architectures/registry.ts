/** @file Every architecture that a manifest may name. */
import { fetchedCode } from '../../fetchedCode'
import { quoteValue } from '../../quote'
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
  tfjs: async () => (await import('./tfjs/network')).tfjs,
}

export const ARCHITECTURE_NAMES = Object.keys(ARCHITECTURE_TITLES) as readonly ArchitectureName[]

const loaded = new Map<string, AnyArchitecture>()

/** @throws Error with one sentence where no architecture has the name that a manifest gives */
export async function loadArchitecture(name: string): Promise<AnyArchitecture> {
  const known = ARCHITECTURE_NAMES.find((each) => each === name)
  if (known === undefined) {
    throw new Error(
      `The manifest's field "architecture.name" is ${quoteValue(name)}, which is unknown; make it one of: ${ARCHITECTURE_NAMES.join(', ')}.`,
    )
  }
  const architecture = (await fetchedCode<unknown>(LOADERS[known])) as AnyArchitecture
  loaded.set(name, architecture)
  return architecture
}

/**
 * What a manifest's field "architecture" says, with all that computing it needs.
 *
 * @throws Error with one sentence that names the field that is wrong
 */
export async function readArchitecture(
  field: { readonly name: string },
  check?: (architecture: AnyArchitecture, settings: unknown) => void,
): Promise<{ readonly architecture: AnyArchitecture; readonly settings: unknown }> {
  const architecture = await loadArchitecture(field.name)
  const settings = architecture.parseSettings(field)
  check?.(architecture, settings)
  await architecture.load?.(settings)
  return { architecture, settings }
}

/** The architecture of a model that has been read: reading it loads it. */
export function findArchitecture(name: string): AnyArchitecture {
  const architecture = loaded.get(name)
  if (architecture === undefined) throw new Error(`The architecture "${name}" is not loaded; read its model first.`)
  return architecture
}
