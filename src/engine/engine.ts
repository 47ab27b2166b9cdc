/**
 * @file What the engine can be asked for, in plain arrays: the worker calls
 * this, and so do tests in Node. Tensors never leave it.
 */
import { argMax } from '../numbers/argMax'
import type { PixelImage } from '../units'
import { attackImages, mustBeClass } from './attacks/loop/attackImages'
import type { LossDescription } from './attacks/losses/description'
import { type EpochRun, parseEpochRun } from './checkpoints/epochRun'
import { MAX_MANIFEST_BYTES } from './checkpoints/limits'
import {
  buildClassifier,
  type ModelFiles,
  type ReadBytes,
  readManifest,
  readModelFiles,
} from './checkpoints/loadClassifier'
import type { Manifest } from './checkpoints/manifest'
import { readServed } from './checkpoints/servedFiles'
import { readTrainingLog, type TrainingLog } from './checkpoints/trainingLog'
import type { Classifier } from './classifier'
import { edgeEnergy } from './edges/edgeEnergy'
import { perturbationSize } from './evaluation/perturbationSize'
import { HessianProducts } from './gradients/hessianProducts'
import { SharedPasses } from './gradients/sharedPasses'
import { type JobControl, UNCONTROLLED } from './jobControl'
import { measureQuantity } from './measureQuantity'
import { type AskedModel, noGallery } from './quantities/defineQuantity'
import type { QuantityId, QuantityResult } from './quantities/registry'
import type {
  AskInput,
  AttackBatchInput,
  AttackedImage,
  AttackInput,
  AttackOutcome,
  LoadedModel,
  MeasureInput,
  ModelLocation,
} from './types'

export class Engine {
  private readonly classifiers = new Map<string, Classifier>()
  private readonly passes = new Map<string, SharedPasses>()
  /** How many computations run that may be in the middle of any model, and models that were removed meanwhile. */
  private running = 0
  private readonly removed: Classifier[] = []

  constructor(private readonly readBytes: ReadBytes) {}

  /** Reads a model's files and reports bytes on the way; leaves the backend alone. Throws JobCancelled when `control` says so. */
  readModel(location: ModelLocation, control: JobControl = UNCONTROLLED): Promise<ModelFiles> {
    return readServed(location.weightsUrl, () => readModelFiles(location, this.readBytes, control.checkpoint))
  }

  /** Has a model ready to be asked, in place of one of the same id. */
  addModel(files: ModelFiles): LoadedModel {
    const { manifest } = files
    const classifier = buildClassifier(files)
    this.unloadModel(manifest.id)
    this.classifiers.set(manifest.id, classifier)
    return { id: manifest.id, manifest }
  }

  /** Resolves once a model's kernels are compiled, while others compute: what is asked of it before waits for them. */
  async untilReady(id: string): Promise<void> {
    await this.classifiers.get(id)?.ready()
  }

  async loadModel(location: ModelLocation): Promise<LoadedModel> {
    const model = this.addModel(await this.readModel(location))
    await this.untilReady(model.id)
    return model
  }

  /** Frees all that a model holds, once nothing computes with it. Without effect where it is not loaded. */
  unloadModel(id: string): void {
    const classifier = this.classifiers.get(id)
    if (classifier === undefined) return
    this.classifiers.delete(id)
    this.passes.delete(id)
    if (this.running > 0) this.removed.push(classifier)
    else classifier.dispose()
  }

  /** A computation of many steps, between which models may be removed: those are freed after it. */
  async keepingModels<Output>(compute: () => Output | Promise<Output>): Promise<Output> {
    this.running++
    try {
      return await compute()
    } finally {
      this.running--
      if (this.running === 0) for (const classifier of this.removed.splice(0)) classifier.dispose()
    }
  }

  readManifest(location: ModelLocation): Promise<Manifest> {
    return readServed(location.manifestUrl, () => readManifest(location, this.readBytes))
  }

  readTrainingLog(url: string): Promise<TrainingLog> {
    return readServed(url, () => readTrainingLog(url, this.readBytes))
  }

  readEpochRun(url: string): Promise<EpochRun> {
    const read = async () => new TextDecoder().decode(await this.readBytes('run of epochs', url, MAX_MANIFEST_BYTES))
    return readServed(url, async () => parseEpochRun(await read()))
  }

  edgeEnergy({ pixels, height, width }: PixelImage): Float32Array {
    return edgeEnergy(pixels, height, width)
  }

  /** A quantity at `label`, or at the model's own prediction. What several need of the model is computed once. */
  async measure<Id extends QuantityId>(
    { modelId, image, label, gallery, ...choice }: MeasureInput<Id>,
    control: JobControl = UNCONTROLLED,
  ): Promise<QuantityResult<Id>> {
    const asked = await this.ask({ modelId, image, label }, control)
    return measureQuantity(choice, gallery === undefined ? asked : { ...asked, gallery: async () => gallery })
  }

  /**
   * The image with what the model answers about it, for whatever is computed from both.
   *
   * @param beforeProducts of every batch of products with the Hessian; may throw
   */
  async ask(
    { modelId, image, label }: AskInput,
    control: JobControl = UNCONTROLLED,
    beforeProducts?: () => Promise<void>,
  ): Promise<AskedModel> {
    const classifier = this.classifier(modelId, image)
    const passes = this.passesOver(classifier, modelId, image)
    const asked = label ?? argMax(await passes.logits())
    mustBeClass(classifier, asked)
    const products = new HessianProducts(classifier, image, beforeProducts)
    return {
      image,
      label: asked,
      logits: () => passes.logits(),
      gradient: (of, pixels) => passes.gradient(of, asked, pixels),
      gradients: (of, pixels) => passes.gradients(of, asked, pixels, control),
      gallery: noGallery,
      lossesOf: (pixels, labels) => passes.lossesOf(labels, pixels, control),
      losses: (pixels) => passes.losses(asked, pixels),
      hessianProduct: (direction, pixels = image.pixels) => products.of(pixels, asked, direction),
    }
  }

  /** Attacks one image, every step of every run. Throws JobCancelled when `control` says so. */
  async attack(input: AttackInput, control: JobControl): Promise<AttackOutcome> {
    const { modelId, image, label, target = null, attack } = input
    const [result] = await attackImages(
      this.classifier(modelId, image),
      {
        pixels: image.pixels,
        labels: [label],
        targets: target === null ? null : [target],
        attack,
        stopWhenFooled: false,
      },
      control,
    )
    const { attacked, logits, loss, losses, maximised, minimisesNorm, verdict, zeroGradient } = result as AttackedImage
    return {
      attacked,
      logits,
      loss,
      losses: [...losses],
      // Every run is made, so that one has maximised something.
      maximised: maximised as LossDescription,
      minimisesNorm,
      size: perturbationSize(attack.settings.norm, image.pixels, attacked),
      verdict,
      zeroGradient,
    }
  }

  /** Attacks many images, for an evaluation. Throws JobCancelled when `control` says so. */
  async attackBatch({ modelId, ...input }: AttackBatchInput, control: JobControl): Promise<AttackedImage[]> {
    return attackImages(this.classifierOf(modelId), input, control)
  }

  /** Those of the image that the model was asked of last. */
  private passesOver(classifier: Classifier, modelId: string, image: PixelImage): SharedPasses {
    const last = this.passes.get(modelId)
    if (last?.isOf(image)) return last
    const passes = new SharedPasses(classifier, image)
    this.passes.set(modelId, passes)
    return passes
  }

  /** For what else runs in the worker. Throws one sentence where the model is not loaded. */
  classifierOf(modelId: string): Classifier {
    const classifier = this.classifiers.get(modelId)
    if (classifier === undefined) throw new Error(`The model "${modelId}" is not loaded; load it first.`)
    return classifier
  }

  private classifier(modelId: string, { height, width }: PixelImage): Classifier {
    const classifier = this.classifierOf(modelId)
    const { input } = classifier.manifest
    if (height !== input.height || width !== input.width) {
      throw new Error(
        `The image is ${width} × ${height} where "${classifier.manifest.name}" takes ${input.width} × ${input.height}; choose the image again.`,
      )
    }
    return classifier
  }
}
