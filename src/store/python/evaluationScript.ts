/** @file The evaluation on screen as a Python script that gives the same verdicts. */
import { literal, type PythonValue, sizeLiteral } from '../../engine/attacks/python/text'
import type { AttackInPython } from '../../engine/attacks/python/types'
import type { EvaluationPlan, PlannedSource } from '../evaluation/evaluationPlan'
import { comments, imports, indented, modelFolder, text, wrapped } from './scriptText'

export interface EvaluationScript {
  readonly plan: EvaluationPlan
  readonly attackName: string
  /** Ids of the zoo's models. */
  readonly zooIds: readonly string[]
  readonly python: AttackInPython
}

const BUILT_IN = 'public/data/fashion-mnist/images.bin'

/** Throws one sentence where the images are not a data set's, or the measure is not one that a script holds. */
export function evaluationScript(script: EvaluationScript): string {
  const { plan, attackName, zooIds, python } = script
  const { measure, source, models, indices, blockSize } = plan
  const dataSet = dataSetOf(source)
  const folders = models.map((model) => text(modelFolder({ id: model.id, isOfZoo: zooIds.includes(model.id) })))
  const body = BODIES[measure.id](script)
  return `${[
    ...comments([`${attackName} on “${dataSet.name}”, as on the page of Gradlens.`, python.remark]),
    ...imports(python, ['load_images', 'load_model', ...(measure.id === 'minimalEpsilon' ? ['next_epsilon'] : [])]),
    '',
    `DATA = ${'builtIn' in dataSet.origin ? text(BUILT_IN) : `"."  # where ${comment(dataSet.name)} lies`}`,
    `DATA_SET = ${literal(described(dataSet))}`,
    `MODELS = [${folders.join(', ')}]`,
    ...wrapped('INDICES', indices),
    `BLOCK = ${blockSize}  # images that are attacked at once`,
    '',
    ...body,
  ].join('\n')}\n`
}

const comment = (name: string): string => `“${name.replace(/\s+/g, ' ')}”`

function dataSetOf(source: PlannedSource) {
  if (source.kind === 'gallery') {
    throw new Error('This evaluation is of the page’s gallery; evaluate a data set, whose files a script can read.')
  }
  return source.dataSet
}

/** What tells the package how to read it. */
const described = ({ format, classes, count, splits, origin }: ReturnType<typeof dataSetOf>): PythonValue => ({
  format,
  classes: [...classes],
  count,
  splits: splits.map(({ name, start, count }) => ({ name, start, count })),
  origin: 'builtIn' in origin ? { builtIn: origin.builtIn } : {},
})

const READ = [
  'for folder in MODELS:',
  '    model = load_model(folder)',
  '    pixels, labels = load_images(DATA, DATA_SET, INDICES, model)',
]

const asked = (rows: string, { takesIndices }: AttackInPython): string =>
  `attack(pixels[${rows}], labels[${rows}]${takesIndices ? `, [INDICES[row] for row in ${rows}]` : ''})`

const BODIES: Readonly<Record<EvaluationPlan['measure']['id'], (script: EvaluationScript) => string[]>> = {
  accuracy({ plan: { measure }, python }) {
    if (measure.id !== 'accuracy') return []
    return [
      `EPSILONS = [${measure.epsilons.map(sizeLiteral).join(', ')}]`,
      '',
      ...READ,
      '    robust = model(pixels).argmax(1) == labels',
      '    print(f"{folder}: {robust.sum()} of {len(robust)} right without an attack")',
      '    for epsilon in EPSILONS:',
      ...indented(python.lines, 2),
      '        # An image that is fooled stays fooled at larger sizes, whose balls hold the same perturbation.',
      '        for rows in robust.nonzero()[:, 0].split(BLOCK):',
      `            attacked = ${asked('rows', python)}`,
      '            robust[rows] = model(attacked).argmax(1) == labels[rows]',
      '        print(f"{folder}: {robust.sum()} of {len(robust)} robust at {epsilon:.4f}:", robust.int().tolist())',
    ]
  },
  minimalEpsilon({ plan: { measure }, python }) {
    if (measure.id !== 'minimalEpsilon') return []
    const { start, doublings, bisections } = measure.search
    return [
      `SEARCH = {"start": ${sizeLiteral(start)}, "doublings": ${doublings}, "bisections": ${bisections}}`,
      '',
      ...READ,
      '    right = model(pixels).argmax(1) == labels',
      '    for row in range(len(labels)):',
      '        rows, fooled, smallest = torch.tensor([row]), [], float("inf") if right[row] else 0',
      '        while right[row] and (epsilon := next_epsilon(SEARCH, fooled)) is not None:',
      ...indented(python.lines, 3),
      `            attacked = ${asked('rows', python)}`,
      '            fooled.append(bool(model(attacked).argmax(1) != labels[rows]))',
      '            if fooled[-1]:',
      '                smallest = min(smallest, epsilon)',
      '        print(f"{folder}: image {INDICES[row]} is fooled at {smallest:.5f}")',
    ]
  },
  worstCase() {
    throw new Error(
      'A worst case over norms has an attack for each norm, more than a short script holds; save its plan, and run that with the Python package.',
    )
  },
  ranking() {
    throw new Error(
      'A ranking has several attacks, more than a short script holds; save its plan, and run that with the Python package.',
    )
  },
  transfer({ plan: { measure }, python }) {
    return [
      `epsilon = ${sizeLiteral(measure.attack.settings.epsilon)}`,
      '',
      ...READ,
      ...indented(python.lines, 1),
      '    blocks = torch.arange(len(labels)).split(BLOCK)',
      `    attacked = torch.cat([${asked('rows', python)} for rows in blocks])`,
      '    for other in MODELS:',
      '        shown = load_model(other)',
      '        _, own = load_images(DATA, DATA_SET, INDICES, shown)',
      '        right, held = shown(pixels).argmax(1) == own, shown(attacked).argmax(1) == own',
      '        print(f"made on {folder}, shown to {other}: {(right & held).sum()} of {len(own)} robust")',
    ]
  },
}
