/**
 * @file What the engine can be asked for, in plain arrays: the worker calls
 * this, and so do tests in Node. Tensors never leave it.
 */
import type { Picture, Pixels01 } from '../units'
import { findAttack } from './attacks/registry'
import { loadClassifier, type ReadBytes } from './checkpoints/loadClassifier'
import type { Classifier } from './classifier'
import { edgeAlignment } from './edges/edgeAlignment'
import { edgeEnergy } from './edges/edgeEnergy'
import { lossInputGradient } from './gradients/lossInputGradient'
import { l1Norm, l2Norm } from './gradients/norms'
import type { JobControl } from './jobControl'
import * as tf from './tf'
import type { AttackInput, AttackOutcome, InspectInput, Inspection, LoadedModel, ModelLocation } from './types'

export class Engine {
  private readonly classifiers = new Map<string, Classifier>()

  constructor(private readonly readBytes: ReadBytes) {}

  async loadModel(location: ModelLocation): Promise<LoadedModel> {
    const classifier = await loadClassifier(location, this.readBytes)
    this.classifiers.get(location.id)?.dispose()
    this.classifiers.set(location.id, classifier)
    return { id: location.id, manifest: classifier.manifest }
  }

  edgeEnergy({ pixels, height, width }: Picture): Float32Array {
    return edgeEnergy(pixels, height, width)
  }

  /** Loss-input gradient and what is measured of it, at `label` or at the model's own prediction. */
  async inspect({ modelId, picture, label }: InspectInput): Promise<Inspection> {
    const classifier = this.classifier(modelId, picture)
    const asked = label ?? (await this.predict(classifier, picture))
    const { losses, logits, gradient } = tf.tidy(() =>
      lossInputGradient(classifier, toTensor(picture), labelTensor(classifier, asked)),
    )
    try {
      const values = finite(await gradient.data(), classifier, 'gradient')
      const energy = edgeEnergy(picture.pixels, picture.height, picture.width)
      return {
        logits: finite(await logits.data(), classifier, 'logits'),
        label: asked,
        loss: (await losses.data())[0] as number,
        gradient: values,
        gradientL1: l1Norm(values),
        gradientL2: l2Norm(values),
        edgeAlignment: edgeAlignment(energy, values),
      }
    } finally {
      tf.dispose([losses, logits, gradient])
    }
  }

  /** Attacks one picture. Throws JobCancelled when `control` says so. */
  async attack(input: AttackInput, control: JobControl): Promise<AttackOutcome> {
    const { modelId, picture, label, attackId, settings } = input
    const classifier = this.classifier(modelId, picture)
    const pixels = toTensor(picture)
    const labels = labelTensor(classifier, label)
    try {
      const run = await findAttack(attackId).run({ classifier, pixels, labels }, settings, control)
      try {
        const logits = finite(await run.logits.data(), classifier, 'logits')
        const attacked = (await run.attacked.data()) as Pixels01
        return { attacked, logits, losses: run.losses, held: argMax(logits) === label }
      } finally {
        tf.dispose([run.attacked, run.logits])
      }
    } finally {
      tf.dispose([pixels, labels])
    }
  }

  private async predict(classifier: Classifier, picture: Picture): Promise<number> {
    const logits = tf.tidy(() => classifier.logits(toTensor(picture)))
    try {
      return argMax((await logits.data()) as Float32Array)
    } finally {
      tf.dispose(logits)
    }
  }

  private classifier(modelId: string, { height, width }: Picture): Classifier {
    const classifier = this.classifiers.get(modelId)
    if (classifier === undefined) throw new Error(`The model "${modelId}" is not loaded; load it first.`)
    const { input } = classifier.manifest
    if (height !== input.height || width !== input.width) {
      throw new Error(
        `The picture is ${width} x ${height} where "${classifier.manifest.name}" takes ${input.width} x ${input.height}; choose the picture again.`,
      )
    }
    return classifier
  }
}

/** No number on the page may come from arithmetic that broke down. */
function finite(values: ArrayLike<number>, { manifest }: Classifier, what: string): Float32Array {
  const wrong = Array.prototype.find.call(values, (value: number) => !Number.isFinite(value)) as number | undefined
  if (wrong === undefined) return values as Float32Array
  throw new Error(
    `The ${what} of "${manifest.name}" hold ${wrong} on this picture; check its weights, or try another backend.`,
  )
}

const toTensor = ({ pixels, height, width }: Picture) => tf.tensor4d(pixels, [1, height, width, 3])

function labelTensor(classifier: Classifier, label: number): tf.Tensor1D {
  const { classes } = classifier.manifest
  if (!Number.isInteger(label) || label < 0 || label >= classes.length) {
    throw new Error(`The label is ${label} where "${classifier.manifest.name}" has classes 0 to ${classes.length - 1}.`)
  }
  return tf.tensor1d([label], 'int32')
}

export const argMax = (values: ArrayLike<number>): number => {
  let best = 0
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i
  return best
}
