/** @file Shows a trained model beside the one it started from, on an image that shows what has changed. */
import { firstImage } from '../../images/gallery'
import type { AppStore } from '../../store/appStore'
import { initialAttack } from '../../store/attacks/attackForm'
import { readyManifests } from '../../store/compare/questions'
import { chooseContrast, contrastWords } from '../../store/contrast'
import { attackWords } from '../../store/judgeWords'
import { CHOICE_LIMITS } from '../../store/models/modelChoice'
import type { TrainingRun } from '../../store/training/training'
import type { AttackForm } from '../../store/types'
import { eps255, toEps01 } from '../../units'
import type { ImageReader } from '../compare/imageReader'
import type { ZooActions } from '../models/zooActions'
import type { TrainingActions } from './trainingActions'
import type { WorkerTraining } from './workerTraining'

interface Shown {
  readonly loaded: WorkerTraining
  readonly images: ImageReader
  readonly zoo: Pick<ZooActions, 'showModels'>
  readonly training: Pick<TrainingActions, 'makeTrainedModel'>
}

/** Throws one sentence if no model can be made from the training. */
export async function compareTrained(store: AppStore, { loaded, images, zoo, training }: Shown): Promise<void> {
  const run = () => store.getState().training.run
  if (run()?.modelId === null) await training.makeTrainedModel()
  const trained = run()
  if (trained === null || trained.modelId === null) return
  const shown = imageOf(store, trained, loaded)
  zoo.showModels(columns(store, trained, trained.modelId))
  store.setState({ attack: attackOf(trained), view: 'compare' })
  const image = await shown
  if (image === null) await images.openFromGallery(firstImage([trained.classes]))
  else await images.open(image.file, image.name, image)
}

/** The two models, then others with the same classes, as far as there is room. */
function columns(store: AppStore, { start, classes }: TrainingRun, trainedId: string): readonly string[] {
  const isAlike = (other: readonly string[]) => other.join('\n') === classes.join('\n')
  const others = readyManifests(store.getState().models).filter((manifest) => isAlike(manifest.classes))
  return [...new Set([start.modelId, trainedId, ...others.map(({ id }) => id)])].slice(0, CHOICE_LIMITS.max)
}

/** The attack by which the training was judged. */
function attackOf({ form: { attack } }: TrainingRun): AttackForm {
  const [epsilon, size] = [toEps01(eps255(attack.epsilon255)), toEps01(eps255(attack.stepSize255))]
  const { choice } = initialAttack
  const settings = { ...choice.settings, epsilon, steps: attack.steps, stepSize: { rule: 'fixed', size } }
  return { ...initialAttack, choice: { ...choice, settings } as typeof choice }
}

/** The held-out image that shows what has changed; null if the images are not open any more. */
async function imageOf(store: AppStore, { id, classes }: TrainingRun, loaded: WorkerTraining) {
  try {
    await loaded.measured()
    const run = store.getState().training.run
    const each = run?.id === id ? run.eachHeldOut : undefined
    if (run === null || !each?.before) return null
    const contrast = chooseContrast(each.before, each.after)
    const { file, label } = await loaded.heldOutImage(contrast.index)
    const name = `held-out image ${contrast.index + 1} of ${each.after.verdicts.length}, ${label.toLowerCase()}`
    return {
      file,
      name,
      label: classes.includes(label) ? label : null,
      about: contrastWords(contrast, attackWords(run.form)),
    }
  } catch {
    return null
  }
}
