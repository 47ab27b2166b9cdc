import { StepFigure } from '../../views/training/StepFigure'
import { trainingCharts } from '../../views/training/trainingCharts'
import { fixedTraining } from './fixedTraining'
import type { Panel } from './types'

export const stepCharts = trainingCharts(fixedTraining)

export const stepCurvesPanel: Panel = {
  title: 'Training, step by step',
  content: stepCharts.map((chart, place) => (
    <StepFigure
      key={chart.title}
      chart={chart}
      label={chart.title}
      readout={null}
      testId={`panel-chart-${place}`}
      onLook={() => {}}
    />
  )),
}
