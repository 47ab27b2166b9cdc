import type { JsonObject } from '../file/types'

/** One layer as Keras writes it; a model within the model is one too. */
export interface LayerJson {
  readonly class_name: string
  readonly name?: string
  readonly config: JsonObject
  /** Of a model that is not sequential: by which tensors each use of the layer is called. */
  readonly inbound_nodes?: readonly (readonly InboundTensor[])[]
}

/** The layer, the number of its use, the number of its output there, and arguments. */
export type InboundTensor = readonly [layer: string, node: number, tensor: number, ...args: readonly unknown[]]

/** A model within or around others, whose layers are checked. */
export interface ModelJson extends LayerJson {
  readonly config: JsonObject & {
    readonly layers: readonly LayerJson[]
    readonly input_layers?: readonly InboundTensor[]
    readonly output_layers?: readonly InboundTensor[]
  }
}

export const layerName = ({ name, config }: LayerJson): string => name ?? String(config.name)

export const isModel = (layer: LayerJson): layer is ModelJson => MODEL_NAMES.has(layer.class_name)

export const isSequential = ({ class_name }: LayerJson): boolean => class_name === 'Sequential'

const MODEL_NAMES: ReadonlySet<string> = new Set(['Sequential', 'Functional', 'Model'])
