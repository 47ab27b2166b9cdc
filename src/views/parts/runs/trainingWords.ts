/** @file A training's settings and status as text. */

import { byCount, countOf } from '../../../countOf'
import type { OptimizerDescription } from '../../../engine/training/types'
import { attackWords, epsilonOf255 } from '../../../store/judgeWords'
import { activationName } from '../../../store/models/titles'
import { settingWords } from '../../../store/settings/words'
import type { SettingsChoice, TrainingDescription, TrainingRun } from '../../../store/training/training'
import { exportedWords } from '../figures/exportedWords'
import { environmentsText, startedText, threeDigits, whole } from '../format'
import { modelsWords } from '../models/names'
import { offeredId, ROUTE_WORDS } from './objectiveChoices'
import { STATUS_TEXTS } from './statusText'

/** The label of the start button. */
export function beginText(choice: SettingsChoice | null, offered: TrainingDescription | null): string {
  const isPlain = offered?.objectives.find(({ id }) => id === choice?.id)?.hasRamp === false
  return isPlain ? 'Train' : 'Make it robust'
}

/** The objective's name without its route, which is given separately. */
export function objectiveName({ id }: SettingsChoice, offered: TrainingDescription | null): string {
  return offered?.objectives.find((objective) => objective.id === offeredId(offered.objectives, id))?.name ?? id
}

/** Such as "λ = 1.2, ε = 8/255, L1 norm"; by the settings' own names if they are not described. */
export const objectiveSettings = (choice: SettingsChoice, offered: TrainingDescription | null): string =>
  choiceSettings(choice, offered?.objectives ?? [])

const choiceSettings = ({ id, settings }: SettingsChoice, known: readonly OptimizerDescription[]): string =>
  settingWords(known.find((each) => each.id === id)?.settings ?? null, settings).join(', ')

type Fact = readonly [name: string, value: string]

/** All settings of a training, shown with its numbers. */
export function trainingFacts(run: TrainingRun, offered: TrainingDescription | null): Fact[] {
  const { form, data, route, start, status, step, steps } = run
  const { trained, augmentation } = form
  const optimizer = offered?.optimizers.find(({ id }) => id === form.optimizer.id)?.name ?? form.optimizer.id
  const stages = trained.lastStages === null ? 'all layers' : STAGE_WORDS(trained.lastStages)
  return [
    [
      'model',
      `${modelsWords([start])}${form.activation === null ? '' : `, with ${activationName(form.activation)}`}; ${stages} trained, batch-norm statistics frozen`,
    ],
    [
      'objective',
      [
        objectiveName(form.objective, offered),
        objectiveSettings(form.objective, offered),
        form.rampSteps > 0 && `ramp over ${countOf(form.rampSteps, 'step')}`,
      ]
        .filter(Boolean)
        .join(', '),
    ],
    ['derivatives', ROUTE_WORDS[route]],
    ['steps', status === 'done' ? whole(steps) : `${whole(step)} of ${whole(steps)} so far`],
    [
      'optimisation',
      `${optimizer}, ${choiceSettings(form.optimizer, offered?.optimizers ?? [])}; learning rate ${form.learningRate}, warm-up over ${threeDigits(100 * form.warmupShare)} % of the steps, then cosine decay; ` +
        `weight average with decay ${form.averageDecay}${form.clipNorm === null ? '' : `; gradients clipped at ${form.clipNorm}`}`,
    ],
    [
      'batches',
      `${countOf(form.batchSize, 'image')}${partsWords(run)}` +
        `${augmentation.flip ? ', half mirrored' : ''}${augmentation.cropMargin > 0 ? `, shifted by up to ${countOf(augmentation.cropMargin, 'pixel')}` : ''}`,
    ],
    [
      'images',
      data.trainImages === 0
        ? data.dataSet.name
        : `${data.dataSet.name}: ${whole(data.trainImages)} to train on, ${whole(data.heldOutImages)} held out (${data.heldOutFrom})`,
    ],
    [
      'measured',
      `on the held-out images every ${countOf(form.evaluateEvery, 'step')}, of the averaged weights; ${attackWords({ attack: form.attack })}, steps of ${epsilonOf255(form.attack.stepSize255)}`,
    ],
    ['seeds', `${form.seed} for the training, ${form.data.seed} for the images`],
    ['started', startedText(run.startedAt)],
    ['computed on', environmentsText(run.environments)],
  ]
}

/** The text around a training's exported charts, which says if the training is unfinished. */
export function trainingFigureWords(run: TrainingRun, offered: TrainingDescription | null) {
  const { status, step, steps } = run
  const unfinished = status === 'done' ? null : `${STATUS_TEXTS[status].toLowerCase()} at step ${step} of ${steps}`
  return exportedWords(trainingFacts(run, offered), ['model', 'objective', 'images', 'measured'], unfinished)
}

/** Such as ", 11 at once, as each takes 35.2 MB in a step, of 537 MB allowed". */
function partsWords({ parts, form }: TrainingRun): string {
  if (parts === null) return ''
  const { images, memory } = parts
  const count = images < form.batchSize ? `, ${whole(images)} at once` : ', all at once'
  const size = (bytes: number) => `${threeDigits(bytes / 1e6)} MB`
  return memory === null
    ? count
    : `${count}, as each takes ${size(memory.bytesPerImage)} in a step, of ${size(memory.budgetBytes)} allowed`
}

const STAGE_WORDS = (count: number): string =>
  count === 0 ? 'only the head' : `the last ${byCount(count, 'stage', countOf(count, 'stage'))}`
