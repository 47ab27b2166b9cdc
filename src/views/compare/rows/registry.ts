/** @file The rows of the comparison, from top to bottom. */
import { attackedRow } from './attackedRow'
import { edgesRow } from './edgesRow'
import { gradientRow } from './gradientRow'
import { perturbationRow } from './perturbationRow'
import { predictionsRow } from './predictionsRow'
import type { MatrixRow } from './types'

export const MATRIX_ROWS: readonly MatrixRow[] = [predictionsRow, gradientRow, edgesRow, perturbationRow, attackedRow]
