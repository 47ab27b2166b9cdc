/** @file What is on screen as Python scripts. Loaded when one is asked for. */

import type { AttackDescription } from '../../engine/evaluation/types'
import { findGalleryImage } from '../../images/gallery'
import type { AppStore } from '../../store/appStore'
import { findClass, questionOf, readyManifest } from '../../store/compare/questions'
import { attackScript } from '../../store/python/attackScript'
import { evaluationScript } from '../../store/python/evaluationScript'
import type { AppState } from '../../store/types'
import type { EngineSession } from '../engineSession'

/** Throws one sentence. */
export async function attackAsPython(store: AppStore, session: EngineSession): Promise<string> {
  const state = store.getState()
  const { attack, models, zoo, image } = state
  const { choice, madeOn, target } = attack
  const ready = models.filter(({ id }) => questionOf(state, id) !== null)
  const [first] = ready
  if (image === null || first === undefined) {
    throw new Error('No model and image are ready yet; wait until the maps are there.')
  }
  const attackName = nameOf(state.evaluation.attacks, choice.id)
  const goal = target === null ? 'untargeted' : 'targeted'
  const python = await session.client.call('attackInPython', { modelId: first.id, attack: choice, goal }).result
  if (python === null) {
    throw new Error(
      `No public package has targeted ${attackName} with these settings; choose PGD or FGSM, or no target.`,
    )
  }
  const { norm, epsilon } = choice.settings
  return attackScript({
    ...{ attackName, norm, epsilon, python },
    image: { path: filePath(image), name: image.name },
    isShared: madeOn === 'first',
    models: ready.map(({ id }) => {
      const classes = readyManifest(models, id)?.classes ?? []
      const asked = questionOf(state, id)
      return {
        ...{ id, classes },
        isOfZoo: zoo.some((model) => model.id === id),
        label: asked?.label ?? null,
        target: target === null ? null : findClass(classes, target),
      }
    }),
  })
}

/** Throws one sentence. */
export async function evaluationAsPython(store: AppStore, session: EngineSession): Promise<string> {
  const { evaluation, zoo } = store.getState()
  const { run, attacks } = evaluation
  if (run === null) throw new Error('No evaluation is shown; start one first.')
  const { plan } = run
  const { attack } = plan.measure
  const modelId = plan.models[0]?.id as string
  const python = await session.client.call('attackInPython', { modelId, attack, goal: 'untargeted' }).result
  if (python === null) throw new Error(`No Python has ${nameOf(attacks, attack.id)}; choose another attack.`)
  const zooIds = zoo.map(({ id }) => id)
  return evaluationScript({ plan, attackName: nameOf(attacks, attack.id), zooIds, python })
}

/** In the repository for an image of the gallery; else its own name, beside which the script is run. */
function filePath({ galleryId, name }: NonNullable<AppState['image']>): string {
  const url = findGalleryImage(galleryId)?.url
  return url === undefined ? name : `public/${url.slice(import.meta.env.BASE_URL.length)}`
}

const nameOf = (attacks: AppState['evaluation']['attacks'], id: AttackDescription['id']): string =>
  attacks.find((attack) => attack.id === id)?.name ?? id
