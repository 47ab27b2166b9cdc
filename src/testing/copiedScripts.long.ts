/**
 * @file The scripts that the page copies as Python, for every attack, norm and goal, with the verdicts of the engine on the
 * same images: into the folder RESULTS, where models/training/tests/test_copied_scripts.py runs them.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { it } from 'vitest'
import { attackImages } from '../engine/attacks/loop/attackImages'
import { attackInPython } from '../engine/attacks/python/attackInPython'
import { ATTACKS, type AttackChoice, type AttackId } from '../engine/attacks/registry'
import type { Attack, CommonSettings, Goal } from '../engine/attacks/types'
import { buildClassifier } from '../engine/checkpoints/loadClassifier'
import { UNCONTROLLED } from '../engine/jobControl'
import type { EvaluationPlan } from '../store/evaluation/evaluationPlan'
import { attackScript } from '../store/python/attackScript'
import { evaluationScript } from '../store/python/evaluationScript'
import type { Eps01, Pixels01 } from '../units'
import { prepareBackend } from './backends'
import { readGalleryPixels } from './galleryPixels'
import { readZooModel } from './zoo'

const MODELS = ['cifar10-resnet-gelu-natural', 'cifar10-resnet-gelu-adversarial']
/** Places in the gallery, of images on which the models differ. */
const IMAGES = [0, 6]
const EPSILONS = { linf: 8 / 255, l2: 0.5, l1: 8 } as const
const TARGET = 4
/** What is settable and takes long. */
const FEW: Readonly<Record<string, number>> = { steps: 10, queries: 100, targetClasses: 3, candidates: 4, restarts: 1 }

interface Case {
  readonly name: string
  readonly choice: AttackChoice
  readonly goal: Goal
}

function* cases(): Generator<Case> {
  for (const [id, attack] of Object.entries(ATTACKS) as unknown as [AttackId, Attack<CommonSettings>][]) {
    for (const norm of attack.norms) {
      const usual = attack.defaults(norm, EPSILONS[norm] as Eps01)
      const few = Object.fromEntries(Object.entries(FEW).filter(([name]) => name in usual))
      const choices = id === 'pgd' ? pgdVariants({ ...usual, ...few }) : [{ ...usual, ...few }]
      for (const [variant, settings] of choices.entries()) {
        for (const goal of attack.goals) {
          yield { name: `${id}-${norm}-${goal}-${variant}`, choice: { id, settings } as unknown as AttackChoice, goal }
        }
      }
    }
  }
}

const pgdVariants = (settings: CommonSettings): CommonSettings[] =>
  [
    { randomStart: false },
    { restarts: 3 },
    { result: 'worst', randomStart: false },
    { loss: 'margin', randomStart: false },
    { stepSize: { rule: 'fixed', size: settings.epsilon / 3 }, randomStart: false },
  ].map((change) => ({ ...settings, ...change }))

it('scripts and verdicts', async () => {
  const folder = process.env.RESULTS
  if (folder === undefined) throw new Error('RESULTS is not set; give a folder outside of the repository.')
  await mkdir(folder, { recursive: true })
  await prepareBackend('wasm')
  const classifiers = await Promise.all(
    MODELS.map(async (id) => ({ id, classifier: buildClassifier(await readZooModel(id)) })),
  )
  const { names, labels, pixels } = readGalleryPixels()
  const perImage = pixels.length / names.length
  const found: unknown[] = []
  for (const { name, choice, goal } of cases()) {
    const { classes } = (classifiers[0] as (typeof classifiers)[number]).classifier.manifest
    const python = attackInPython(choice, { classCount: classes.length, goal })
    if (python === null) continue
    for (const place of choice.id === 'pgd' ? IMAGES : IMAGES.slice(0, 1)) {
      const label = labels[place] as number
      const target = goal === 'targeted' ? TARGET : null
      const shown = pixels.slice(place * perImage, (place + 1) * perImage) as Pixels01
      // AutoAttack takes minutes of an image on which a model is robust.
      const asked = choice.id === 'autoAttack' ? classifiers.slice(0, 1) : classifiers
      const verdicts: Record<string, string> = {}
      for (const { id, classifier } of asked) {
        const targets = target === null ? {} : { targets: [target] }
        const input = { pixels: shown, labels: [label], ...targets, attack: choice, stopWhenFooled: true }
        const [result] = await attackImages(classifier, input, UNCONTROLLED)
        verdicts[`models/${id}`] = result?.verdict as string
      }
      const script = attackScript({
        attackName: choice.id,
        norm: choice.settings.norm,
        epsilon: choice.settings.epsilon,
        image: { path: `public/images/cifar10/${names[place]}.png`, name: names[place] as string },
        models: asked.map(({ id }) => ({ id, isOfZoo: true, classes, label, target })),
        isShared: false,
        python,
      })
      found.push({ name: `${name}-${names[place]}`, remark: python.remark, script, verdicts })
    }
  }
  await writeFile(join(folder, 'attacks.json'), JSON.stringify(found, null, 1))
  await writeFile(join(folder, 'evaluations.json'), JSON.stringify(await evaluations(), null, 1))
})

/** The golden plan, and few of its images for a search and a transfer. */
async function evaluations() {
  const file = await readFile(new URL('../plans/goldens/plan.json', import.meta.url), 'utf8')
  const plan = (JSON.parse(file) as { plan: EvaluationPlan }).plan
  const { attack } = plan.measure
  const { source } = plan
  const labelled =
    source.kind === 'dataSet' && 'labels' in source ? { labels: (source.labels as number[]).slice(0, 6) } : {}
  const few = { ...plan, indices: plan.indices.slice(0, 6), source: { ...source, ...labelled } as typeof source }
  const search = { start: (2 / 255) as Eps01, doublings: 3, bisections: 2 }
  const strong = { ...attack, settings: { ...attack.settings, epsilon: (16 / 255) as Eps01 } } as AttackChoice
  const plans: readonly EvaluationPlan[] = [
    plan,
    { ...few, measure: { id: 'minimalEpsilon', attack, search } },
    { ...few, measure: { id: 'transfer', attack: strong } },
  ]
  return plans.map((each) => {
    const python = attackInPython(each.measure.attack, { classCount: 10, goal: 'untargeted' })
    if (python === null) throw new Error('the golden plan has an attack without Python')
    const zooIds = each.models.map(({ id }) => id)
    return { plan: each, script: evaluationScript({ plan: each, attackName: 'PGD', zooIds, python }) }
  })
}
