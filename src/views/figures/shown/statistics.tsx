/** @file The figures that a run of statistics computes: norms, channels, curvature, linearity, alignment. */
import { useMemo } from 'react'
import { channelDensities } from '../../../charts/channelDensities'
import type { QuantityId } from '../../../engine/quantities/registry'
import { PAPER_FIGURES } from '../../../store/figures/paper'
import { channelBinsOf } from '../../../store/statistics/channelBins'
import type { StatisticsRun } from '../../../store/statistics/statistics'
import { useRunModels } from '../../parts/runModels'
import { DistributionFigure } from '../DistributionFigure'
import { FigureCharts } from '../FigureCharts'
import { StatisticsButton, statisticsLines, useStatisticsRun } from '../statisticsRun'
import type { PaperFigure } from '../types'
import { useFigureExports } from '../useFigureExports'

const GRADIENTS: readonly QuantityId[] = []
const CURVATURE: readonly QuantityId[] = ['curvature']
const LINEARITY: readonly QuantityId[] = ['linearity']
const { norms, curvature, linearity } = PAPER_FIGURES
const L1 = { id: 'l1', title: '‖∇L‖₁', paper: norms.l1 }
const L2 = [{ id: 'l2', title: '‖∇L‖₂', paper: norms.l2 }]
const NORMALISED = { id: 'curvature', title: 'normalised curvature', paper: curvature.mean }
const SPECTRAL = [{ id: 'hessian_norm', title: '‖H‖₂', paper: curvature.spectral }]
const ERROR = {
  id: 'linearity_error',
  title: 'local linearity error',
  paper: linearity.mean,
  meanLog10: linearity.meanLog10,
}

export const samplesFigure: PaperFigure = {
  id: 'samples',
  number: 'Figure 6',
  title: 'Gradient norms over images',
  claim:
    'Adversarial training and gradient norm have nearly the same mean norm, a hundredth of a natural model’s, but not the same distribution over images.',
  paper: 'norms',
  settings: 'One gradient for each image and model, of the loss at its label, on pixels in [0, 1].',
  Content() {
    const run = useStatisticsRun(GRADIENTS)
    return (
      <>
        <StatisticsButton quantities={GRADIENTS}>Recompute the norms</StatisticsButton>
        {run && (
          <DistributionFigure id="samples" title={samplesFigure.title} part="norms" run={run} number={L1} others={L2} />
        )}
      </>
    )
  },
}

export const channelsFigure: PaperFigure = {
  id: 'channels',
  number: 'Figure 7',
  title: 'Gradients channel by channel',
  claim: 'How |∇L| is distributed over pixels in each channel, on shared axes: the channels do not weigh alike.',
  paper: 'norms',
  settings:
    'The same run as figure 6. The paper’s curves could not be read, so that ours stand alone. Fashion-MNIST is grey: there the channels differ by the model alone.',
  Content() {
    const run = useStatisticsRun(GRADIENTS)
    return (
      <>
        <StatisticsButton quantities={GRADIENTS}>Recompute the channels</StatisticsButton>
        {run && <Channels run={run} />}
      </>
    )
  },
}

function Channels({ run }: { readonly run: StatisticsRun }) {
  const models = useRunModels(run)
  const { records } = run
  const charts = useMemo(
    () =>
      channelDensities(
        models.map(({ id, name, color }) => ({ id, name, ink: color, bins: channelBinsOf(records, id) })),
      ),
    [records, models],
  )
  const exports = useFigureExports({
    id: 'channels',
    title: channelsFigure.title,
    paper: 'norms',
    charts,
    lines: statisticsLines(run),
  })
  return <FigureCharts charts={charts} labels={charts.map(({ title }) => title ?? '')} exports={exports} />
}

export const curvatureFigure: PaperFigure = {
  id: 'curvature',
  number: null,
  title: 'Normalised curvature',
  claim:
    'The loss of a natural model bends ten thousand times as strongly, relative to its slope, as that of a robust one; both robust trainings are alike at the image.',
  paper: 'curvature',
  settings:
    '|uᵀHu| / (‖∇L‖₂ + 10⁻⁶), where u comes from power iteration on products with the Hessian: tens of gradients for each image and model.',
  Content() {
    const run = useStatisticsRun(CURVATURE)
    return (
      <>
        <StatisticsButton quantities={CURVATURE}>Recompute the curvature</StatisticsButton>
        {run && (
          <DistributionFigure
            id="curvature"
            title={curvatureFigure.title}
            part="curvature"
            run={run}
            number={NORMALISED}
            others={SPECTRAL}
          />
        )}
      </>
    )
  },
}

export const linearityFigure: PaperFigure = {
  id: 'linearity',
  number: null,
  title: 'Local linearity',
  claim:
    'Within ε of the image the loss of a robust model is close to a straight line; adversarial training has half the error of gradient norm.',
  paper: 'linearity',
  settings:
    'The squared distance of the loss, between two random points within ε, from the straight line between them (ELLE), at the ε of the models’ data set; theirs is at 4/255.',
  Content() {
    const run = useStatisticsRun(LINEARITY)
    return (
      <>
        <StatisticsButton quantities={LINEARITY}>Recompute the linearity</StatisticsButton>
        {run && (
          <DistributionFigure id="linearity" title={linearityFigure.title} part="linearity" run={run} number={ERROR} />
        )}
      </>
    )
  },
}
