/** @file The attack on screen as a Python script that gives the same verdicts. */

import type { NormId } from '../../engine/attacks/norms/descriptions'
import { sizeLiteral, sizeWords } from '../../engine/attacks/python/text'
import type { AttackInPython } from '../../engine/attacks/python/types'
import type { Eps01 } from '../../units'
import { comments, imports, indented, modelFolder, type ScriptModel, text } from './scriptText'

export interface AttackScript {
  /** For people: "PGD". */
  readonly attackName: string
  readonly norm: NormId
  readonly epsilon: Eps01
  /** Of the file, and what it shows. */
  readonly image: { readonly path: string; readonly name: string }
  readonly models: readonly (ScriptModel & {
    readonly classes: readonly string[]
    /** A class index, or null for the model's own prediction. */
    readonly label: number | null
    /** A class index, or null without a target. */
    readonly target: number | null
  })[]
  /** Whether the first model's perturbation is shown to all. */
  readonly isShared: boolean
  readonly python: AttackInPython
}

export function attackScript(script: AttackScript): string {
  const { attackName, norm, epsilon, image, models, isShared, python } = script
  const isTargeted = models.some(({ target }) => target !== null)
  const made = [
    ...python.lines,
    `attacked = attack(pixels, ${isTargeted ? 'targets' : 'labels'}${python.takesIndices ? ', [0]' : ''})`,
  ]
  const asked = models.map((model) => {
    const label = model.label === null ? 'None' : String(model.label)
    return `    (${[text(modelFolder(model)), label, ...(isTargeted ? [String(model.target)] : [])].join(', ')}),  # ${namesOf(model)}`
  })
  return lines([
    ...comments([
      `${attackName} of size ${sizeWords(epsilon, norm)} on “${image.name}”, as on the page of Gradlens.`,
      python.remark,
    ]),
    ...imports(python, ['load_image', 'load_model']),
    '',
    `IMAGE = ${text(image.path)}`,
    `MODELS = [  # folder, label${isTargeted ? ', target' : ''}`,
    ...asked,
    ']',
    `epsilon = ${sizeLiteral(epsilon)}`,
    '',
    ...(isShared ? ['attacked = None'] : []),
    `for folder, label${isTargeted ? ', target' : ''} in MODELS:`,
    '    model = load_model(folder)',
    '    pixels = load_image(IMAGE, model)',
    '    labels = model(pixels).argmax(1) if label is None else torch.tensor([label])',
    ...(isTargeted ? ['    targets = torch.tensor([target])'] : []),
    ...(isShared
      ? ['    if attacked is None:  # made on the first model, shown to all', ...indented(made, 2)]
      : indented(made, 1)),
    '    before, after = model(pixels).argmax(1), model(attacked).argmax(1)',
    ...indented(isTargeted ? TARGETED : UNTARGETED, 1),
    '    print(f"{folder}: {verdict}")',
  ])
}

const UNTARGETED = ['verdict = "wrong" if before != labels else "robust" if after == labels else "fooled"']
const TARGETED = ['verdict = "noAttack" if before == targets else "reached" if after == targets else "missed"']

function namesOf({ classes, label, target }: AttackScript['models'][number]): string {
  const named = label === null ? 'its own prediction' : (classes[label] as string)
  return target === null ? named : `${named}, to be taken for ${classes[target]}`
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`
