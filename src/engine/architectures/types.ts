import type { Value } from '../fused/network'
import type { NetworkBuilder } from '../fused/networkBuilder'
import type { Tensor, Tensor2D, Tensor4D } from '../tf'
import type { Recognised } from './recognised'
import type { ArchitectureName } from './titles'

/** Parameters by their source's names, in PyTorch's shapes and order of axes. */
export type Parameters = ReadonlyMap<string, Tensor>

export type ParameterShapes = ReadonlyMap<string, readonly number[]>

/** A family of models without its computation; without tfjs, so that readers of files can use it. */
export interface ArchitectureDescription<Settings> {
  /** The name in manifests. */
  readonly name: ArchitectureName
  /** Throws one sentence that names the wrong field of the manifest. */
  readonly parseSettings: (manifestField: unknown) => Settings
  /** Throws one sentence if the settings do not fit images of this size; absent if all sizes fit. */
  readonly checkInput?: (settings: Settings, height: number, width: number, channels: number) => void
  /**
   * Every tensor that the weights file must contain, with its shape in PyTorch's order, from the first layer to the
   * last.
   */
  readonly parameterShapes: (settings: Settings, classes: number) => ParameterShapes
  /**
   * Recognises the tensors of a checkpoint if they look like this family's. `recogniseArchitecture` says which tensors
   * are passed, and checks the answer against `parameterShapes`. Absent if only a manifest names the family.
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
  /** Differentiable in the parameters. The caller owns the result. */
  readonly prepare: (parameters: Parameters, settings: Settings) => Prepared
  /** Logits (N, classes) of normalised images (N, height, width, 3). Differentiable in both. */
  readonly logits: (prepared: Prepared, settings: Settings, normalised: Tensor4D) => Tensor2D
  /**
   * Describes the same network to a builder, layer by layer, and returns the logits, for fused kernels of a model that
   * is not trained. Absent, or null, if a layer has no fused form.
   *
   * The two descriptions are separate on purpose: `logits` is differentiated in the parameters, with batch norm,
   * transposes and layer norm as ops on a tape, while the builder takes parameters that are folded beforehand and has
   * no gradient in them. A tape composed of the builder's layers would train folded parameters. Tests hold both to the
   * same golden values.
   */
  readonly build?: (prepared: Prepared, settings: Settings, network: NetworkBuilder) => Value | null
}
