/**
 * @file What the engine can be asked for, in plain arrays: the worker calls
 * this, and so do tests in Node. Tensors never leave it.
 */
import { argMax } from '../numbers/argMax'
import { crossEntropyAt } from '../numbers/softmax'
import type { PixelImage } from '../units'
import { attackImages, mustBeClass } from './attacks/loop/attackImages'
import type { LossDescription } from './attacks/losses/description'
import {
  buildClassifier,
  type ModelFiles,
  type ReadBytes,
  readManifest,
  readModelFiles,
} from './checkpoints/loadClassifier'
import type { Manifest } from './checkpoints/manifest'
import { readTrainingLog, type TrainingLog } from './checkpoints/trainingLog'
import type { Classifier } from './classifier'
import { edgeAlignment } from './edges/edgeAlignment'
import { edgeEnergy } from './edges/edgeEnergy'
import { perturbationSize } from './evaluation/perturbationSize'
import { finite } from './finite'
import { l1Norm, l2Norm } from './gradients/norms'
import { gradientQuantity } from './gradients/quantities/registry'
import { quantityGradient } from './gradients/quantityGradient'
import { type JobControl, UNCONTROLLED } from './jobControl'
import * as tf from './tf'
import type {
  AttackBatchInput,
  AttackedImage,
  AttackInput,
  AttackOutcome,
  InspectInput,
  Inspection,
  LoadedModel,
  ModelLocation,
} from './types'

export class Engine {
  private readonly classifiers = new Map<string, Classifier>()

  constructor(private readonly readBytes: ReadBytes) {}

  /** Reads a model's files and reports bytes on the way; leaves the backend alone. Throws JobCancelled when `control` says so. */
  readModel(location: ModelLocation, control: JobControl = UNCONTROLLED): Promise<ModelFiles> {
    return readModelFiles(location, this.readBytes, control.checkpoint)
  }

  /** Has a model ready to be asked, in place of one of the same id. */
  addModel(files: ModelFiles): LoadedModel {
    const { manifest } = files
    const classifier = buildClassifier(files)
    this.unloadModel(manifest.id)
    this.classifiers.set(manifest.id, classifier)
    return { id: manifest.id, manifest }
  }

  async loadModel(location: ModelLocation): Promise<LoadedModel> {
    return this.addModel(await this.readModel(location))
  }

  /** Frees all that a model holds. Without effect where it is not loaded. */
  unloadModel(id: string): void {
    this.classifiers.get(id)?.dispose()
    this.classifiers.delete(id)
  }

  readManifest(location: ModelLocation): Promise<Manifest> {
    return readManifest(location, this.readBytes)
  }

  readTrainingLog(url: string): Promise<TrainingLog> {
    return readTrainingLog(url, this.readBytes)
  }

  edgeEnergy({ pixels, height, width }: PixelImage): Float32Array {
    return edgeEnergy(pixels, height, width)
  }

  /** The gradient of a quantity, the loss unless another is asked for, and what is measured of it, at `label` or at the model's own prediction. */
  async inspect({ modelId, image, label, gradientOf = 'loss' }: InspectInput): Promise<Inspection> {
    const classifier = this.classifier(modelId, image)
    const quantity = gradientQuantity(gradientOf)
    const asked = label ?? (await this.predict(classifier, image))
    const { losses, logits, gradient } = tf.tidy(() =>
      quantityGradient(classifier, toTensor(image), labelTensor(classifier, asked), quantity),
    )
    try {
      const values = finite(await gradient.data(), classifier, 'gradient')
      const energy = edgeEnergy(image.pixels, image.height, image.width)
      const scores = finite(await logits.data(), classifier, 'logits')
      return {
        logits: scores,
        label: asked,
        loss: crossEntropyAt(scores, asked),
        gradientOf,
        gradient: values,
        gradientL1: l1Norm(values),
        gradientL2: l2Norm(values),
        edgeAlignment: edgeAlignment(energy, values),
      }
    } finally {
      tf.dispose([losses, logits, gradient])
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

  private async predict(classifier: Classifier, image: PixelImage): Promise<number> {
    const logits = tf.tidy(() => classifier.logits(toTensor(image)))
    try {
      return argMax((await logits.data()) as Float32Array)
    } finally {
      tf.dispose(logits)
    }
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
        `The image is ${width} x ${height} where "${classifier.manifest.name}" takes ${input.width} x ${input.height}; choose the image again.`,
      )
    }
    return classifier
  }
}

const toTensor = ({ pixels, height, width }: PixelImage) => tf.tensor4d(pixels, [1, height, width, 3])

function labelTensor(classifier: Classifier, label: number): tf.Tensor1D {
  mustBeClass(classifier, label)
  return tf.tensor1d([label], 'int32')
}
