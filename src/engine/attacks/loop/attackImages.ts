/** @file From what is asked of the engine to the loop, with everything checked, and back. */
import { argMax } from '../../../numbers/argMax'
import { outcomeOf } from '../../../outcomes/outcome'
import { batchSizeFor } from '../../batchSize'
import type { Classifier } from '../../classifier'
import { finite } from '../../finite'
import type { JobControl } from '../../jobControl'
import type { AttackBatchInput, AttackedImage } from '../../types'
import { findAttack } from '../registry'
import type { TaskFacts } from '../types'
import { findProblem } from '../validation'
import type { AttackTask } from './batch'
import { runAttack } from './loop'

/** Throws one sentence where the input does not fit the model or the attack, and JobCancelled when `control` says so. */
export async function attackImages(
  classifier: Classifier,
  input: Omit<AttackBatchInput, 'modelId'>,
  control: JobControl,
): Promise<AttackedImage[]> {
  const task = createTask(classifier, input)
  const { attack: choice, stopWhenFooled = true, batchSize = batchSizeFor(task) } = input
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new Error(`The batch size is ${batchSize}; choose a whole number of 1 or more.`)
  }
  const attack = findAttack(choice)
  const facts: TaskFacts = { classCount: classifier.manifest.classes.length, goal: task.goal }
  const problem = findProblem(attack, choice.settings, facts)
  if (problem !== null) throw new Error(problem)
  const results = await runAttack(task, attack.runs(choice.settings, facts), { stopWhenFooled, batchSize }, control)
  return results.map((result, place) => {
    const { attacked, logits, cleanLogits, losses, fooled: _, value: __, ...same } = result
    const predicted = argMax(finite(logits, classifier, 'logits'))
    const clean = argMax(finite(cleanLogits, classifier, 'logits'))
    const label = task.labels[place] as number
    return {
      verdict: outcomeOf({ label, clean, attacked: predicted }, task.targets?.[place] ?? null),
      attacked: attacked as AttackedImage['attacked'],
      ...same,
      logits,
      losses: Float32Array.from(losses),
      predicted,
    }
  })
}

function createTask(classifier: Classifier, input: Omit<AttackBatchInput, 'modelId'>): AttackTask {
  const { height, width } = classifier.manifest.input
  const { pixels, labels, attack, targets = null, epsilons, indices, starts = null } = input
  const count = labels.length
  mustHold('pixels', pixels.length, count * height * width * 3)
  if (starts !== null) mustHold('pixels of the starts', starts.length, pixels.length)
  for (const [what, list] of Object.entries({ targets, epsilons, indices })) {
    if (list) mustHold(what, list.length, count)
  }
  for (const label of [...labels, ...(targets ?? [])]) mustBeClass(classifier, label)
  const { epsilon, norm, seed } = attack.settings
  for (const own of epsilons ?? []) {
    if (!(own >= 0 && Number.isFinite(own))) {
      throw new Error(`The epsilon of an image is ${own}; choose a number that is 0 or larger.`)
    }
  }
  return {
    classifier,
    norm,
    goal: targets === null ? 'untargeted' : 'targeted',
    height,
    width,
    pixels,
    labels,
    targets,
    epsilons: epsilons ?? new Float32Array(count).fill(epsilon),
    indices: indices ?? Array.from({ length: count }, (_, index) => index),
    starts,
    seed,
  }
}

function mustHold(what: string, length: number, expected: number): void {
  if (length !== expected)
    throw new Error(`The number of ${what} is ${length}; make it ${expected}, as the labels want.`)
}

/** Throws where the model has no such class. */
export function mustBeClass({ manifest: { name, classes } }: Classifier, label: number): void {
  if (Number.isInteger(label) && label >= 0 && label < classes.length) return
  throw new Error(`The label is ${label} where "${name}" has classes 0 to ${classes.length - 1}; choose one of these.`)
}
