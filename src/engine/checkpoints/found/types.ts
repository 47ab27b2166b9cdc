/**
 * @file What was found in a checkpoint without a manifest, and what was assumed, each with its source: a person looks
 * at it, corrects it, and a manifest is made from the answers. Plain data, and little of it: the weights stay where the
 * file is read until a person has chosen.
 */
import type { Recognised, SettingValue } from '../../architectures/recognised'
import type { Claim } from '../claims'
import type { Resizing } from '../resizing'

/** Something about a model, and how it is known. */
export interface Fact<Value> {
  readonly value: Value
  /** Whether the files say so. */
  readonly basis: 'found' | 'assumed'
  /** One sentence: "The checkpoint has a normalisation layer, "normalize.mean"." */
  readonly source: string
}

/** Whether a model's outputs are logits, or have gone through a softmax within the model. */
export type ModelOutputs = 'logits' | 'probabilities'

/** What a model makes of an image, and calls its classes. */
export interface ModelFacts {
  /** Width and height in pixels. */
  readonly size: Fact<number>
  /** 3 for colour, 1 for grey. */
  readonly channels: Fact<1 | 3>
  readonly channelOrder: Fact<'rgb' | 'bgr'>
  /** Of pixels in [0, 1], one a channel: (pixel - mean) / std is what the network takes. */
  readonly mean: Fact<readonly number[]>
  readonly std: Fact<readonly number[]>
  /** Missing: ASSUMED_RESIZING. */
  readonly resizing?: Fact<Resizing>
  readonly classes: Fact<readonly string[]>
  readonly outputs: Fact<ModelOutputs>
}

/** One of the sets of weights that a checkpoint holds, such as a moving average beside what was trained. */
export interface WeightSet {
  /** The key that it lies under: "state_dict_ema"; empty where it lies under none. */
  readonly name: string
  /** What is taken from the tensors' names, such as "module."; empty where nothing is. */
  readonly prefix: string
  /** Numbers, running statistics left out. */
  readonly parameters: number
  /** Of the weights as the page keeps them. */
  readonly bytes: number
  /** null where it is none of the families known here. */
  readonly recognised: Recognised | null
  /** Where it is not recognised, why, and what to do, in one or more sentences. */
  readonly refusal: string | null
  /** null where it is not recognised. */
  readonly facts: ModelFacts | null
  /** What was left out and why, in sentences. */
  readonly notes: readonly string[]
}

/** A number that a checkpoint carries beside its weights: "test_acc", 0.6925. */
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
  /** null where it is not told. */
  readonly licence: string | null
}

export interface FoundModel {
  /** The file's name, without its folders. */
  readonly file: string
  /** A name for the model, from the file's. */
  readonly name: string
  /** For people: "PyTorch checkpoint (zip format)". */
  readonly format: string
  /** In the order in which they are proposed. */
  readonly sets: readonly [WeightSet, ...WeightSet[]]
  readonly published: readonly PublishedFigure[]
  readonly origin?: ModelOrigin
  /** What is said of the whole file, in sentences, such as what was not read in it. */
  readonly notes: readonly string[]
}

/** A person's answers; `proposedAnswers` has those that nothing was changed of. */
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
  /** What was published of the model's accuracy. */
  readonly claims: readonly Claim[]
}

/** The chosen set's weights as a safetensors file, and what a manifest says of them. */
export interface TakenWeights {
  readonly weights: ArrayBuffer
  readonly described: {
    readonly sha256: string
    readonly dtype: 'float16' | 'float32' | 'bfloat16'
    readonly parameters: number
  }
}
