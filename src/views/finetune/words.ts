/** @file Trainings in words. */

import { byCount, countOf } from '../../countOf'
import type { FinetuneRun, SettingsChoice, TrainingDescription } from '../../store/finetune'
import { attackWords, epsilonOf255 } from '../../store/judgeWords'
import { exportedWords } from '../figures/exportedWords'
import { environmentsText, startedText, threeDigits, whole } from '../format'
import { modelsWords } from '../zoo/names'
import { offeredId, ROUTE_WORDS } from './objectiveChoices'
import { optionText, settingLabel } from './settingLabels'

export const STATUS_WORDS: Readonly<Record<FinetuneRun['status'], string>> = {
  preparing: 'Preparing',
  running: 'Training',
  paused: 'Paused',
  done: 'Done',
  stopped: 'Stopped',
  diverged: 'Diverged',
  failed: 'Stopped by an error',
}

/** Of the one button. */
export const beginText = (objectiveId: string | undefined): string =>
  objectiveId === 'natural' ? 'Train' : 'Make it robust'

/** The objective's name without its route, which is told apart. */
export function objectiveName({ id }: SettingsChoice, offered: TrainingDescription | null): string {
  return offered?.objectives.find((objective) => objective.id === offeredId(offered.objectives, id))?.name ?? id
}

/** Such as "λ = 1.2, ε = 8/255, L1". */
export function settingWords({ settings }: SettingsChoice): string {
  const words = Object.entries(settings).flatMap(([name, value]) => {
    const { label, unit } = settingLabel(name)
    if (typeof value === 'number') return [`${label} = ${Number(value.toPrecision(4))}${unit ?? ''}`]
    if (typeof value === 'string') return [name === 'norm' ? `${optionText(value)} norm` : optionText(value)]
    if (typeof value === 'boolean') return value ? [label] : []
    if (Array.isArray(value)) return value.every((each) => each === 1) ? [] : [`${label} R, G, B ${value.join(', ')}`]
    return []
  })
  return words.join(', ')
}

type Fact = readonly [name: string, value: string]

/** All that a training is made with, so that its numbers never stand alone. */
export function runFacts(run: FinetuneRun, offered: TrainingDescription | null): Fact[] {
  const { form, data, route, start } = run
  const { trained, augmentation } = form
  const optimizer = offered?.optimizers.find(({ id }) => id === form.optimizer.id)?.name ?? form.optimizer.id
  const stages = trained.lastStages === null ? 'all layers' : STAGE_WORDS(trained.lastStages)
  return [
    [
      'model',
      `${modelsWords([start])}${form.activation === null ? '' : `, with ${optionText(form.activation)}`}; ${stages} trained, batch norm’s statistics as they are`,
    ],
    [
      'objective',
      [
        objectiveName(form.objective, offered),
        settingWords(form.objective),
        form.rampSteps > 0 && `ramp over ${countOf(form.rampSteps, 'step')}`,
      ]
        .filter(Boolean)
        .join(', '),
    ],
    ['derivatives', ROUTE_WORDS[route]],
    [
      'descent',
      `${optimizer}, ${settingWords(form.optimizer)}; rate ${form.learningRate}, warm-up over ${threeDigits(100 * form.warmupShare)} %, then half a cosine; ` +
        `average of the weights, decay ${form.averageDecay}${form.clipNorm === null ? '' : `; gradients clipped at ${form.clipNorm}`}`,
    ],
    [
      'batches',
      `${countOf(form.batchSize, 'picture')}${partsWords(run)}` +
        `${augmentation.flip ? ', half mirrored' : ''}${augmentation.cropMargin > 0 ? `, shifted by up to ${countOf(augmentation.cropMargin, 'pixel')}` : ''}`,
    ],
    [
      'pictures',
      data.trainPictures === 0
        ? data.dataSet.name
        : `${data.dataSet.name}: ${whole(data.trainPictures)} to train on, ${whole(data.heldBackPictures)} held back (${data.heldBackFrom})`,
    ],
    [
      'measured',
      `on the held-back pictures every ${countOf(form.evaluateEvery, 'step')}, of the averaged weights; ${attackWords({ attack: form.attack })}, steps of ${epsilonOf255(form.attack.stepSize255)}`,
    ],
    ['seeds', `${form.seed} of the training, ${form.data.seed} of the pictures`],
    ['begun', startedText(run.startedAt)],
    ['computed by', environmentsText(run.environments)],
  ]
}

/** What is written around a training's exported charts, and how much of it is there. */
export function figureWords(run: FinetuneRun, offered: TrainingDescription | null) {
  const { status, step, steps } = run
  const unfinished = status === 'done' ? null : `${STATUS_WORDS[status].toLowerCase()} at step ${step} of ${steps}`
  return exportedWords(runFacts(run, offered), ['model', 'objective', 'pictures', 'measured'], unfinished)
}

/** Such as ", 11 at once, as each takes 35.2 MB in a step, of 537 MB allowed". */
function partsWords({ parts, form }: FinetuneRun): string {
  if (parts === null) return ''
  const { pictures, memory } = parts
  const count = pictures < form.batchSize ? `, ${whole(pictures)} at once` : ', all at once'
  const size = (bytes: number) => `${threeDigits(bytes / 1e6)} MB`
  return memory === null
    ? count
    : `${count}, as each takes ${size(memory.bytesPerPicture)} in a step, of ${size(memory.budgetBytes)} allowed`
}

const STAGE_WORDS = (count: number): string =>
  count === 0 ? 'the head alone' : `the last ${byCount(count, 'stage', countOf(count, 'stage'))}`
