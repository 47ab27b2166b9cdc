/** @file What an evaluation can ask of the engine; the worker calls this, and so do tests in Node. */
import { byCount, countOf } from '../../countOf'
import { type AttackChoice, findAttack } from '../attacks/registry'
import { findProblem } from '../attacks/validation'
import type { Classifier } from '../classifier'
import type { JobControl } from '../jobControl'
import { checkFlags } from './flags/checkFlags'
import { SharedAttacks } from './flags/sharedAttacks'
import { judge } from './judge'
import { labelsFor, type PictureReading, readPictures } from './readPictures'
import { type Judge, transfer } from './transfer'
import type {
  FlagFinding,
  FlagsInput,
  JudgeInput,
  Judgement,
  LabelledPictures,
  TransferInput,
  TransferOutcome,
} from './types'

export class Evaluator {
  private readonly sharedAttacks = new SharedAttacks()

  /** @param classifierOf throws one sentence where the model is not loaded */
  constructor(
    private readonly classifierOf: (modelId: string) => Classifier,
    private readonly reading: PictureReading,
  ) {}

  /** What is wrong with the attack's settings for this model, in one sentence, or null. */
  attackProblem(modelId: string, attack: AttackChoice): string | null {
    const classCount = this.classifierOf(modelId).manifest.classes.length
    return findProblem(findAttack(attack), attack.settings, { classCount, goal: 'untargeted' })
  }

  /** Throws JobCancelled when `control` says so, like all that follow. */
  async judge({ modelId, pictures: source, attack, epsilons }: JudgeInput, control: JobControl): Promise<Judgement> {
    const asked = source.kind === 'given' ? source.pictures.indices : source.indices
    if (epsilons.length !== asked.length) {
      throw new Error(
        `There ${byCount(epsilons.length, 'is', 'are')} ${countOf(epsilons.length, 'epsilon')} for ${countOf(asked.length, 'picture')}; give one a picture.`,
      )
    }
    const { pictures, judge: own } = await this.read(modelId, source, control)
    const epsilonOf = new Map(asked.map((index, place) => [index, epsilons[place] as (typeof epsilons)[number]]))
    const read = pictures.indices.map((index) => epsilonOf.get(index) as (typeof epsilons)[number])
    return judge(own.classifier, pictures, own.labels, attack, read, control)
  }

  async transfer(input: TransferInput, control: JobControl): Promise<TransferOutcome> {
    const { pictures, judge: source } = await this.read(input.modelId, input.pictures, control)
    const targets = input.targetIds.map((id) => this.judgeOf(id, pictures))
    return transfer(pictures, source, targets, input.attack, control)
  }

  async checkFlags(input: FlagsInput, control: JobControl): Promise<FlagFinding[]> {
    const { pictures, judge: own } = await this.read(input.modelId, input.pictures, control)
    const others = input.otherIds
      .filter((id) => id !== input.modelId && this.classifierOf(id).manifest.input.height === pictures.side)
      .map((id) => this.judgeOf(id, pictures))
    return checkFlags(own, others, pictures, input.settings, control, this.sharedAttacks)
  }

  private async read(modelId: string, source: LabelledSource, control: JobControl) {
    const classifier = this.classifierOf(modelId)
    // The job's steps are those of what is computed: reading goes before the first of them.
    const before: JobControl = { checkpoint: () => control.checkpoint(0, 1) }
    const pictures = await readPictures(source, classifier.manifest.input.height, this.reading, before)
    return { pictures, judge: this.judgeOf(modelId, pictures) }
  }

  private judgeOf(id: string, pictures: LabelledPictures): Judge {
    const classifier = this.classifierOf(id)
    return { id, classifier, labels: labelsFor(classifier, pictures, this.reading) }
  }
}

type LabelledSource = JudgeInput['pictures']
