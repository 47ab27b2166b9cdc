/**
 * @file What was found in a checkpoint without a manifest, and what was assumed, each with its source: a person looks
 * at it, corrects it, and a manifest is made from the answers. Plain data, and little of it: the weights stay where the
 * file is read until a person has chosen.
 */
import type { Recognised, SettingValue } from '../../architectures/recognised'
import type { Claim } from '../claims'
import type { Resizing } from '../resizing'

/** A fact about a model, and its source. */
export interface Fact<Value> {
  readonly value: Value
  /** Whether the files say so. */
  readonly basis: 'found' | 'assumed'
  /** One sentence: "The checkpoint has a normalisation layer, "normalize.mean"." */
  readonly source: string
}

/** Whether a model outputs logits, or applies a softmax itself. */
export type ModelOutputs = 'logits' | 'probabilities'

/** A model's preprocessing and class names. */
export interface ModelFacts {
  /** Width and height in pixels. */
  readonly size: Fact<number>
  /** 3 for colour, 1 for grey. */
  readonly channels: Fact<1 | 3>
  readonly channelOrder: Fact<'rgb' | 'bgr'>
  /** Per channel, for pixels in [0, 1]: the network's input is (pixel - mean) / std. */
  readonly mean: Fact<readonly number[]>
  readonly std: Fact<readonly number[]>
  /** Missing: ASSUMED_RESIZING. */
  readonly resizing?: Fact<Resizing>
  readonly classes: Fact<readonly string[]>
  readonly outputs: Fact<ModelOutputs>
}

/** One of a checkpoint's sets of weights, such as a moving average beside the trained ones. */
export interface WeightSet {
  /** Its key: "state_dict_ema"; empty at the top level. */
  readonly name: string
  /** The prefix removed from the tensors' names, such as "module."; may be empty. */
  readonly prefix: string
  /** The number of parameters, without running statistics. */
  readonly parameters: number
  /** Size of the weights as the page stores them. */
  readonly bytes: number
  /** null for an unknown family. */
  readonly recognised: Recognised | null
  /** If it is not recognised, why, and what to do, in one or more sentences. */
  readonly refusal: string | null
  /** null if it is not recognised. */
  readonly facts: ModelFacts | null
  /** What was left out and why, in sentences. */
  readonly notes: readonly string[]
}

/** A number stored beside the weights: "test_acc", 0.6925. */
export interface PublishedFigure {
  readonly name: string
  readonly value: number
}

/** Where a model comes from, if not from a person's own files. */
export interface ModelOrigin {
  /** A name for the model: "resnet18.a1_in1k". */
  readonly name: string
  /** For people: "timm/resnet18.a1_in1k on the Hugging Face hub, revision 0123456". */
  readonly place: string
  /** null if unknown. */
  readonly licence: string | null
}

export interface FoundModel {
  /** The file's name, without its folders. */
  readonly file: string
  /** A name for the model, from the file's. */
  readonly name: string
  /** For people: "PyTorch checkpoint (zip format)". */
  readonly format: string
  /** In the order of proposal. */
  readonly sets: readonly [WeightSet, ...WeightSet[]]
  readonly published: readonly PublishedFigure[]
  readonly origin?: ModelOrigin
  /** Notes about the whole file, in sentences, such as what was not read. */
  readonly notes: readonly string[]
}

/** A person's answers; `proposedAnswers` returns the unchanged ones. */
export interface ModelAnswers {
  readonly name: string
  /** Index into `FoundModel.sets`. */
  readonly set: number
  /** Values of open settings, by their fields. */
  readonly openSettings: Readonly<Record<string, SettingValue>>
  readonly size: number
  readonly channels: 1 | 3
  readonly channelOrder: 'rgb' | 'bgr'
  readonly mean: readonly number[]
  readonly std: readonly number[]
  readonly resizing: Resizing
  readonly classes: readonly string[]
  readonly outputs: ModelOutputs
  /** Published accuracies of the model. */
  readonly claims: readonly Claim[]
}

/** The chosen set's weights as a safetensors file, and their description for a manifest. */
export interface TakenWeights {
  readonly weights: ArrayBuffer
  readonly described: {
    readonly sha256: string
    readonly dtype: 'float16' | 'float32' | 'bfloat16'
    readonly parameters: number
  }
}
