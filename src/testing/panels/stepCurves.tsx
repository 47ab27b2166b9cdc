import { StepFigure } from '../../views/training/StepFigure'
import { trainingCharts } from '../../views/training/trainingCharts'
import { fixedTraining } from './fixedTraining'
import type { Panel } from './types'

export const stepData = trainingCharts(fixedTraining)

export const stepCurvesPanel: Panel = {
  title: 'Training, step by step',
  content: stepData.map((data, place) => (
    <StepFigure
      key={data.title}
      data={data}
      label={data.title}
      readout={null}
      testId={`panel-chart-${place}`}
      looked={null}
      onLook={() => {}}
    />
  )),
}
