/** @file A training run, step by step: its weights, rolling back when it diverges, and its state as plain data. */
import { countOf } from '../../countOf'
import type { Parameters } from '../architectures/types'
import type { Manifest } from '../checkpoints/manifest'
import type { PlainTensor } from '../checkpoints/writeSafetensors'
import { TrainingNetwork } from '../fused/training/trainingNetwork'
import { type JobControl, UNCONTROLLED } from '../jobControl'
import { type BatchRng, rngByImage, seededRng } from '../objectives/rng'
import type { ParametricModel } from '../objectives/types'
import * as tf from '../tf'
import { Batches, PURPOSES } from './batches'
import { type BatchGradients, batchGradients, evaluateObjective, firstOf } from './batchGradients'
import { descend, share, startOfDescent } from './descent'
import type { Step, StepSettings, TrainingTensors } from './descentTypes'
import { fitModel } from './fitModel'
import { type Footprint, measureFootprint } from './footprint'
import { learningRateAt, rampAt } from './schedule'
import { type ParsedSettings, parseTrainingSettings, type TrainingSettingsInput } from './settings'
import { parametricModel, withActivation } from './trainableModel'
import { fingerprint, type TrainingImages } from './trainingImages'
import { readTensors, readTrainingTensors, type TrainerState, toPlain } from './trainingState'

/** A model to start from, as read from its files. */
export interface TrainingStart {
  readonly manifest: Manifest
  readonly weights: ReadonlyMap<string, PlainTensor>
}

export interface StepReport {
  /** Steps taken, this one included. */
  readonly step: number
  readonly loss: number
  /** The parts of the loss, by the objective's names. */
  readonly parts: Readonly<Record<string, number>>
  /** The contributions of the objective's terms to the loss, in order. */
  readonly terms: readonly number[]
  /** Before clipping. */
  readonly gradientNorm: number
  readonly learningRate: number
  readonly ramp: number
  readonly seconds: number
}

/** Training diverged; the run is back at its last good state. */
export interface Divergence {
  /** One sentence to display. */
  readonly message: string
  /** The step that went wrong, counted from 1. */
  readonly step: number
  readonly rolledBackTo: number
}

export type StepOutcome =
  | { readonly status: 'stepped'; readonly report: StepReport }
  | { readonly status: 'diverged'; readonly divergence: Divergence }

/** The present weights, or their moving average, which is exported. */
export type Which = 'current' | 'average'

interface RunStart {
  readonly manifest: Manifest
  readonly parsed: ParsedSettings
  readonly images: TrainingImages
  readonly frozen: Parameters
  readonly tensors: TrainingTensors
  readonly step: number
  readonly bestAccuracy: number | null
}

/** Owns its tensors until it is disposed of. One call at a time. */
export class Trainer {
  /** The manifest of the trained model, including its activation. */
  readonly manifest: Manifest
  /** Best held-out accuracy reported so far; null before the first. */
  bestAccuracy: number | null
  private parsed: ParsedSettings
  private readonly images: TrainingImages
  private readonly imagesFingerprint: number
  private readonly batches: Batches
  private readonly frozen: Parameters
  private readonly fused = new TrainingNetwork()
  private tensors: TrainingTensors
  private taken: number
  private good: { readonly step: number; readonly tensors: TrainingTensors }

  private constructor({ manifest, parsed, images, frozen, tensors, step, bestAccuracy }: RunStart) {
    const { batchSize, augmentation, seed } = parsed.settings
    this.manifest = manifest
    this.parsed = parsed
    this.images = images
    this.imagesFingerprint = fingerprint(images)
    this.batches = new Batches(images, batchSize, augmentation, seed)
    this.frozen = frozen
    this.tensors = tensors
    this.taken = step
    this.bestAccuracy = bestAccuracy
    this.good = { step, tensors: share(tensors) }
  }

  /** Begins a run. Throws one sentence if settings, model and images do not fit together. */
  static start(start: TrainingStart, given: TrainingSettingsInput, images: TrainingImages): Trainer {
    const parsed = parseTrainingSettings(given)
    const manifest = withActivation(start.manifest, parsed.settings.activation)
    const fitted = fitModel(manifest, parsed.settings, images)
    const { frozen, tensors } = tf.tidy(() => ({
      frozen: readTensors(start.weights, '', fitted.frozen),
      tensors: startOfDescent(readTensors(start.weights, '', fitted.trained), parsed.optimizer),
    }))
    const parameters = new Map(Object.entries(frozen))
    return new Trainer({ manifest, parsed, images, frozen: parameters, tensors, step: 0, bestAccuracy: null })
  }

  /** Resumes a run, bit for bit on the same backend. Throws one sentence if state and images do not fit together. */
  static resume(state: TrainerState, images: TrainingImages): Trainer {
    const parsed = parseTrainingSettings(state.settings)
    const { manifest, step, bestAccuracy } = state
    const fitted = fitModel(manifest, parsed.settings, images)
    if (fingerprint(images) !== state.imagesFingerprint) {
      throw new Error('The stored run was trained on other images; load those again.')
    }
    const { frozen, tensors } = tf.tidy(() => ({
      frozen: readTensors(state.tensors, 'parameters/', fitted.frozen),
      tensors: readTrainingTensors(state.tensors, fitted.trained, parsed.optimizer.optimizer.slots),
    }))
    const parameters = new Map(Object.entries(frozen))
    return new Trainer({ manifest, parsed, images, frozen: parameters, tensors, step, bestAccuracy })
  }

  get stepsTaken(): number {
    return this.taken
  }

  /** Of the whole run. */
  get steps(): number {
    return this.parsed.settings.schedule.steps
  }

  /**
   * One step. Throws JobCancelled when `control` says so between micro-batches, which leaves the run
   * unchanged. A step that is not finite rolls the run back.
   */
  async step(control: JobControl = UNCONTROLLED): Promise<StepOutcome> {
    const { taken, steps } = this
    if (taken >= steps)
      throw new Error(`The run has taken all of its ${countOf(steps, 'step')}; choose more for another run.`)
    const started = performance.now()
    const { settings, objective, optimizer } = this.parsed
    const learningRate = learningRateAt(taken, settings.schedule)
    const ramp = rampAt(taken, settings.rampSteps)
    const { height, width } = this.images
    const measured = await batchGradients(this.model('current'), objective, this.batches.at(taken), {
      height,
      width,
      ramp,
      microBatchSize: this.microBatchSize,
      rngOf: (image) => this.rngOf(taken, image),
      checkpoint: () => control.checkpoint(taken, steps),
    })
    const { clipNorm, averageDecay } = settings
    const { figures, tensors } = await this.descend(measured, {
      optimizer,
      learningRate,
      step: taken,
      clipNorm,
      averageDecay,
    })
    if (!figures.every(Number.isFinite)) {
      tf.dispose(tensors)
      const message = `Step ${taken + 1} gave numbers that are not finite; choose a lower learning rate or a smaller weight of the objective's penalty.`
      return { status: 'diverged', divergence: this.rollBack(message, taken + 1) }
    }
    tf.dispose(this.tensors)
    this.tensors = tensors
    this.taken++
    const [loss, ...rest] = figures as [number, ...number[]]
    const parts = Object.fromEntries(objective.objective.parts.map((part, i) => [part, rest[i] as number]))
    return {
      status: 'stepped',
      report: {
        step: this.taken,
        loss,
        parts,
        terms: objective.objective.terms.map(({ of }) => of({ loss, parts }, objective.settings)),
        gradientNorm: rest.at(-2) as number,
        learningRate,
        ramp,
        seconds: (performance.now() - started) / 1000,
      },
    }
  }

  /** The memory that a step takes beyond the run itself, for batches of two images or more. */
  footprint(): Footprint {
    const { height, width } = this.images
    const batch = this.batches.at(0)
    const evaluate = (count: number) => {
      const rng = rngByImage(Array.from({ length: count }, (_, i) => this.rngOf(0, i)))
      const part = firstOf(batch, count)
      tf.dispose(evaluateObjective(this.model('current'), this.parsed.objective, part, rng, { height, width, ramp: 1 }))
    }
    return measureFootprint(evaluate, (count) => this.fused.bytesOf(count))
  }

  get batchSize(): number {
    return this.parsed.settings.batchSize
  }

  get microBatchSize(): number {
    const { microBatchSize, batchSize } = this.parsed.settings
    return Math.min(microBatchSize ?? batchSize, batchSize)
  }

  /** Sets the micro-batch size from the next step on, and in the run's settings. */
  set microBatchSize(microBatchSize: number) {
    this.parsed = { ...this.parsed, settings: { ...this.parsed.settings, microBatchSize } }
  }

  /** Marks the present state as good, for divergences to roll back to. */
  keep(): void {
    tf.dispose(this.good.tensors)
    this.good = { step: this.taken, tensors: share(this.tensors) }
  }

  /** Rolls back to the last good state. */
  rollBack(message: string, step = this.taken): Divergence {
    tf.dispose(this.tensors)
    this.tensors = share(this.good.tensors)
    this.taken = this.good.step
    return { message, step, rolledBackTo: this.taken }
  }

  /** The model as a function, valid until the next step. Owns nothing. */
  model(which: Which): ParametricModel {
    const trained = which === 'current' ? this.tensors.parameters : this.tensors.average
    return parametricModel(this.manifest, this.frozen, new Map(Object.entries(trained)), this.fused)
  }

  /** All parameters of the model, frozen ones too, read from the backend. */
  async weights(which: Which): Promise<Map<string, PlainTensor>> {
    const { trained } = this.model(which)
    return toPlain([...this.frozen, ...trained])
  }

  /** The state from which the run can be resumed, read from the backend. */
  async state(): Promise<TrainerState> {
    const { manifest, parsed, taken, bestAccuracy, imagesFingerprint } = this
    const { parameters, average, slots } = this.tensors
    const named: [string, tf.Tensor][] = []
    const add = (prefix: string, tensors: Iterable<[string, tf.Tensor]>) => {
      for (const [name, tensor] of tensors) named.push([`${prefix}/${name}`, tensor])
    }
    add('parameters', this.frozen)
    add('parameters', Object.entries(parameters))
    add('average', Object.entries(average))
    for (const [slot, tensors] of Object.entries(slots)) add(`optimizer/${slot}`, Object.entries(tensors))
    const tensors = await toPlain(named)
    return { manifest, settings: parsed.settings, step: taken, bestAccuracy, imagesFingerprint, tensors }
  }

  dispose(): void {
    this.fused.dispose()
    tf.dispose([...this.frozen.values()])
    tf.dispose(this.tensors)
    tf.dispose(this.good.tensors)
  }

  /** An objective's random numbers for an image, by its index in the step's batch. */
  private rngOf(step: number, image: number): BatchRng {
    return seededRng(this.parsed.settings.seed, PURPOSES.objective, step, image)
  }

  /** The next tensors, and in a single read the objective's figures and the norms of gradients and parameters. */
  private async descend({ gradients, figures }: BatchGradients, settings: StepSettings) {
    let step: Step | undefined
    let all: tf.Tensor1D | undefined
    try {
      step = descend(this.tensors, gradients, settings)
      const { gradientNorm, parameterNorm, tensors } = step
      all = tf.tidy(() => tf.concat([figures, tf.stack([gradientNorm, parameterNorm]) as tf.Tensor1D]))
      return { tensors, figures: Array.from(await all.data()) }
    } catch (error) {
      if (step !== undefined) tf.dispose(step.tensors)
      throw error
    } finally {
      tf.dispose([gradients, figures])
      if (step !== undefined) tf.dispose([step.gradientNorm, step.parameterNorm])
      all?.dispose()
    }
  }
}
