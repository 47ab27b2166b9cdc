/** @file The paper's figures, in its order. Adding one is one file in `shown`, and one line here. */
import { accuracyFigure } from './shown/accuracy'
import { epochsFigure } from './shown/epochs'
import { interpolationFigure } from './shown/interpolation'
import { lambdaFigure } from './shown/lambda'
import { mapsFigure } from './shown/maps'
import { overfittingFigure } from './shown/overfitting'
import { perturbationsFigure } from './shown/perturbations'
import { channelsFigure, curvatureFigure, linearityFigure, samplesFigure } from './shown/statistics'
import type { FigurePanels, PaperFigure } from './types'

export const paperFigures = (panels: FigurePanels): readonly PaperFigure[] => [
  mapsFigure(panels),
  accuracyFigure,
  perturbationsFigure(panels),
  epochsFigure,
  lambdaFigure,
  samplesFigure,
  channelsFigure,
  curvatureFigure,
  linearityFigure,
  interpolationFigure,
  overfittingFigure,
]
