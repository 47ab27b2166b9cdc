import type { Value } from '../fused/network'
import type { NetworkBuilder } from '../fused/networkBuilder'
import type { Tensor, Tensor2D, Tensor4D } from '../tf'
import type { Recognised } from './recognised'
import type { ArchitectureName } from './titles'

/** Parameters by the names that their source gives them, in PyTorch's shapes and order of axes. */
export type Parameters = ReadonlyMap<string, Tensor>

export type ParameterShapes = ReadonlyMap<string, readonly number[]>

/** What a family of models is, apart from what computes: free of tfjs, so that what reads files has it too. */
export interface ArchitectureDescription<Settings> {
  /** The name in manifests. */
  readonly name: ArchitectureName
  /** Throws one sentence that names the field of the manifest that is wrong. */
  readonly parseSettings: (manifestField: unknown) => Settings
  /** Throws one sentence where the settings do not fit images of this size. Absent: all do. */
  readonly checkInput?: (settings: Settings, height: number, width: number, channels: number) => void
  /** Every tensor that the weights file must hold, with its shape in PyTorch's order, from the first layer to the last. */
  readonly parameterShapes: (settings: Settings, classes: number) => ParameterShapes
  /**
   * What the tensors of a checkpoint are, where they look like this family's; `recogniseArchitecture` says which
   * tensors it is asked about, and checks them against `parameterShapes`. Absent: it is known by its manifest alone.
   */
  readonly recognise?: (shapes: ParameterShapes) => Recognised | null
}

/**
 * A family of models that computes.
 *
 * The forward pass is in two parts, so that what depends on parameters alone
 * (folding batch norm, reordering axes) is done once for a model that is only
 * looked at, and is still differentiated through when the model is trained.
 */
export interface Architecture<Settings, Prepared> extends ArchitectureDescription<Settings> {
  /** Loads what computing needs beyond the page's own code; awaited before `prepare`. Absent: nothing. */
  readonly load?: (settings: Settings) => Promise<void>
  /** Differentiable in the parameters. The caller owns what is returned. */
  readonly prepare: (parameters: Parameters, settings: Settings) => Prepared
  /** Logits (N, classes) of normalised images (N, height, width, 3). Differentiable in both. */
  readonly logits: (prepared: Prepared, settings: Settings, normalised: Tensor4D) => Tensor2D
  /**
   * Tells a builder the same, layer by layer, and returns the logits. Fused kernels are made of it where the backend has
   * some, for a model that is not trained. Absent, or null: a layer has no fused form.
   */
  readonly build?: (prepared: Prepared, settings: Settings, network: NetworkBuilder) => Value | null
}
