/** @file The engine's operations for evaluations; called by the worker, and by tests in Node. */
import { byCount, countOf } from '../../countOf'
import { stepsWithin } from '../attacks/passesOf'
import { attackInPython } from '../attacks/python/attackInPython'
import type { AttackInPython } from '../attacks/python/types'
import { type AttackChoice, findAttack } from '../attacks/registry'
import { findProblem } from '../attacks/validation'
import { fitOf } from '../checkpoints/resizing'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import { measureStatistics } from '../statistics/measureStatistics'
import type { ImageStatistics, StatisticsInput } from '../statistics/types'
import { checkFlags } from './flags/checkFlags'
import { SharedAttacks } from './flags/sharedAttacks'
import { checkIndicators } from './indicators/checkIndicators'
import { atEpsilon, OwnAttack } from './indicators/ownAttack'
import { judgeImages } from './judge'
import { type ImageReading, labelsFor, readImages } from './readImages'
import { type Judge, transfer } from './transfer'
import type {
  BudgetInput,
  FlagFinding,
  FlagsInput,
  JudgeInput,
  Judgement,
  LabelledImages,
  PythonInput,
  TransferInput,
  TransferOutcome,
} from './types'

export class Evaluator {
  private readonly sharedAttacks = new SharedAttacks()

  /** @param classifierOf throws one sentence if the model is not loaded */
  constructor(
    private readonly classifierOf: (modelId: string) => Classifier,
    private readonly reading: ImageReading,
  ) {}

  /** What is wrong with the attack's settings for this model, in one sentence, or null. */
  attackProblem(modelId: string, attack: AttackChoice): string | null {
    const classCount = this.classifierOf(modelId).manifest.classes.length
    return findProblem(findAttack(attack), attack.settings, { classCount, goal: 'untargeted' })
  }

  /** The attack as lines of Python; null where nothing public has it, nor the project's package. */
  attackInPython({ modelId, attack, goal }: PythonInput): AttackInPython | null {
    const classCount = this.classifierOf(modelId).manifest.classes.length
    return attackInPython(attack, { classCount, goal })
  }

  /** The most steps of the attack within a budget of passes; null for one of fixed steps. Throws one sentence if none is. */
  stepsWithin({ modelId, attack, passes }: BudgetInput): Promise<number | null> {
    return stepsWithin(attack, this.classifierOf(modelId).manifest.classes.length, passes)
  }

  /** Throws JobCancelled when `control` says so, like all that follow. */
  async judge({ isRanked, ...input }: JudgeInput, control: JobControl): Promise<Judgement> {
    const { modelId, images: source, attack, epsilons } = input
    const asked = source.kind === 'given' ? source.images.indices : source.indices
    if (epsilons.length !== asked.length) {
      throw new Error(
        `There ${byCount(epsilons.length, 'is', 'are')} ${countOf(epsilons.length, 'epsilon')} for ${countOf(asked.length, 'image')}; give one per image.`,
      )
    }
    const { images, judge: own } = await this.read(modelId, source, control)
    const epsilonOf = new Map(asked.map((index, place) => [index, epsilons[place] as (typeof epsilons)[number]]))
    const read = images.indices.map((index) => epsilonOf.get(index) as (typeof epsilons)[number])
    return judgeImages(own.classifier, images, own.labels, attack, read, control, isRanked)
  }

  async transfer(input: TransferInput, control: JobControl): Promise<TransferOutcome> {
    const { images, judge: source } = await this.read(input.modelId, input.images, control)
    const targets = input.targetIds.map((id) => this.judgeOf(id, images))
    return transfer(images, source, targets, input.attack, control)
  }

  async measureStatistics(input: StatisticsInput, control: JobControl): Promise<ImageStatistics> {
    const { images, judge: own } = await this.read(input.modelId, input.images, control)
    return measureStatistics(own.classifier, images, own.labels, input, control)
  }

  async checkFlags(input: FlagsInput, control: JobControl): Promise<FlagFinding[]> {
    const { images, judge: own } = await this.read(input.modelId, input.images, control)
    const others = input.otherIds
      .filter((id) => id !== input.modelId && this.classifierOf(id).manifest.input.height === images.size)
      .map((id) => this.judgeOf(id, images))
    const flags = await checkFlags(own, others, images, input.settings, control, this.sharedAttacks)
    if (input.attack === undefined || own.labels.length === 0) return flags
    // Attacks report their own steps; of the check the flags are all but done.
    const within: JobControl = { checkpoint: () => control.checkpoint(flags.length, flags.length + 1) }
    const attack = atEpsilon(input.attack, input.settings.epsilon)
    return [...flags, ...(await checkIndicators(new OwnAttack(own, images, attack, within)))]
  }

  private async read(modelId: string, source: LabelledSource, control: JobControl) {
    const classifier = this.classifierOf(modelId)
    // Progress counts steps of the computation; images are read before the first.
    const before: JobControl = { checkpoint: () => control.checkpoint(0, 1) }
    const images = await readImages(source, fitOf(classifier.manifest.input), this.reading, before)
    return { images, judge: this.judgeOf(modelId, images) }
  }

  private judgeOf(id: string, images: LabelledImages): Judge {
    const classifier = this.classifierOf(id)
    return { id, classifier, labels: labelsFor(classifier, images, this.reading) }
  }
}

type LabelledSource = JudgeInput['images']
