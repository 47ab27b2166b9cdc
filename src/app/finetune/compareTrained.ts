/** @file Shows a trained model beside the one that it was started from, as that which the training has changed is seen best. */
import { firstPicture } from '../../pictures/gallery'
import type { AppStore } from '../../store/appStore'
import { initialAttack } from '../../store/attackForm'
import { chooseContrast, contrastWords } from '../../store/contrast'
import type { FinetuneRun } from '../../store/finetune'
import { attackWords } from '../../store/judgeWords'
import { CHOICE_LIMITS } from '../../store/modelChoice'
import { readyManifests } from '../../store/questions'
import type { AttackForm } from '../../store/types'
import { eps255, toEps01 } from '../../units'
import type { PictureReader } from '../pictureReader'
import type { ZooActions } from '../zooActions'
import type { FinetuneActions } from './finetuneActions'
import type { FinetuneRunner } from './finetuneRunner'

interface Shown {
  readonly runner: FinetuneRunner
  readonly pictures: PictureReader
  readonly zoo: Pick<ZooActions, 'showModels'>
  readonly finetune: Pick<FinetuneActions, 'makeTrainedModel'>
}

/** Throws one sentence where no model can be made of the training. */
export async function compareTrained(store: AppStore, { runner, pictures, zoo, finetune }: Shown): Promise<void> {
  const run = () => store.getState().finetune.run
  if (run()?.modelId === null) await finetune.makeTrainedModel()
  const trained = run()
  if (trained === null || trained.modelId === null) return
  const shown = pictureOf(store, trained, runner)
  zoo.showModels(columns(store, trained, trained.modelId))
  store.setState({ attack: attackOf(trained), view: 'compare' })
  const picture = await shown
  if (picture === null) await pictures.openFromGallery(firstPicture([trained.classes]))
  else await pictures.open(picture.file, picture.name, picture)
}

/** The two, then others of the same classes, as many as there is room for. */
function columns(store: AppStore, { start, classes }: FinetuneRun, trainedId: string): readonly string[] {
  const isAlike = (other: readonly string[]) => other.join('\n') === classes.join('\n')
  const others = readyManifests(store.getState().models).filter((manifest) => isAlike(manifest.classes))
  return [...new Set([start.modelId, trainedId, ...others.map(({ id }) => id)])].slice(0, CHOICE_LIMITS.max)
}

/** That by which the training's pictures were judged. */
function attackOf({ form: { attack } }: FinetuneRun): AttackForm {
  const [epsilon, size] = [toEps01(eps255(attack.epsilon255)), toEps01(eps255(attack.stepSize255))]
  const { choice } = initialAttack
  const settings = { ...choice.settings, epsilon, steps: attack.steps, stepSize: { rule: 'fixed', size } }
  return { ...initialAttack, choice: { ...choice, settings } as typeof choice }
}

/** The held-back picture that shows what has changed; null where those are not open any more. */
async function pictureOf(store: AppStore, { id, classes }: FinetuneRun, runner: FinetuneRunner) {
  try {
    const client = await runner.measured()
    const run = store.getState().finetune.run
    const each = run?.id === id ? run.eachHeldBack : undefined
    if (run === null || !each?.before) return null
    const contrast = chooseContrast(each.before, each.after)
    const { file, label } = await client.call('heldBackPicture', { index: contrast.index }).result
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
