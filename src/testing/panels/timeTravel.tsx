import adversarial from '../../../models/epochs/fashion-mnist-resnet-gelu-adversarial-epochs/run.json?raw'
import fgsm from '../../../models/epochs/fashion-mnist-resnet-gelu-fgsm-epochs/run.json?raw'
import { type EpochRun, parseEpochRun } from '../../engine/checkpoints/epochRun'
import type { EpochResult, TravelImage } from '../../store/timeTravel/timeTravel'
import { epochKey, initialTimeTravel } from '../../store/timeTravel/travelState'
import type { ModelResults, TimeTravelState } from '../../store/types'
import { TimeTravelView } from '../../views/timeTravel/TimeTravelView'
import { attackThat, FIXED_IMAGE, fixedComparison } from './fixedComparison'
import { PanelFrame } from './PanelFrame'
import type { Panel } from './types'

/** As they ship: the first collapses, the second does not. */
const RUNS = [fgsm, adversarial].map(parseEpochRun)

const [collapsed, robust] = Object.values(fixedComparison.results ?? {}) as [ModelResults, ModelResults]
const computed = <Value,>(value: Value) => ({ value, progress: null, error: null })
const image: TravelImage = { image: FIXED_IMAGE, label: 3, name: 'a disc' }

/** As a model whose gradient follows the disc's edge, until the run has collapsed. */
function resultOf(run: EpochRun, epoch: number): EpochResult {
  const kept = run.epochs.find((each) => each.epoch === epoch)
  const isRobust = (kept?.pgdAccuracy ?? 0) > 0.3
  const { gradient, alignment, prediction } = (isRobust ? robust : collapsed).quantities
  if (!gradient.value || !alignment.value || !prediction.value) throw new Error('The fixed results have no gradient.')
  const attacks = {
    fgsm: attackThat(epoch === 0 ? 'fooled' : 'robust', run.id).outcome,
    pgd: attackThat(isRobust ? 'robust' : 'fooled', run.id).outcome,
  }
  return {
    image: FIXED_IMAGE,
    gradient: gradient.value,
    alignment: alignment.value,
    prediction: prediction.value,
    attacks,
  }
}

const timeTravel: TimeTravelState = {
  look: { ...initialTimeTravel.look, epoch: 6, isBeside: true },
  offered: RUNS.map(({ id, name }) => ({ id, name, runUrl: '', weightsUrls: {} })),
  runs: Object.fromEntries(RUNS.map((run) => [run.id, computed(run)])),
  image: computed(image),
  results: Object.fromEntries(
    RUNS.flatMap((run) =>
      run.epochs.map(({ epoch }) => [epochKey(run.id, epoch), computed(resultOf(run, epoch))] as const),
    ),
  ),
}

export const timeTravelPanel: Panel = {
  title: 'A training epoch by epoch',
  content: (
    <PanelFrame state={{ ...fixedComparison, timeTravel }}>
      <TimeTravelView />
    </PanelFrame>
  ),
}
