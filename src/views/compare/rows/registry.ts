/** @file The rows of the comparison, from top to bottom. */
import type { DisplayForm } from '../../../store/types'
import { attackedRow } from './attackedRow'
import { edgesRow } from './edgesRow'
import { gradientRow } from './gradientRow'
import { gradientTimesInputRow } from './gradientTimesInputRow'
import { integratedGradientsRow } from './integratedGradientsRow'
import { perturbationRow } from './perturbationRow'
import { predictionsRow } from './predictionsRow'
import { smoothGradRow } from './smoothGradRow'
import type { MatrixRow } from './types'
import { universalPerturbationRow } from './universalPerturbationRow'

export const MATRIX_ROWS: readonly MatrixRow[] = [
  predictionsRow,
  gradientRow,
  smoothGradRow,
  integratedGradientsRow,
  gradientTimesInputRow,
  universalPerturbationRow,
  edgesRow,
  perturbationRow,
  attackedRow,
]

/** Those that are shown with these display settings. */
export const shownRows = ({ maps }: Pick<DisplayForm, 'maps'>): readonly MatrixRow[] =>
  MATRIX_ROWS.filter(({ onDemand }) => onDemand === undefined || maps.includes(onDemand))
