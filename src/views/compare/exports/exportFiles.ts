/** @file The comparison in each of its formats, from what the dialog has chosen. */
import type { Standalone } from '../../../charts/export/standaloneSvg'
import type { ExportForm } from '../../../store/compare/exportForm'
import { fileName } from '../../../store/fileName'
import type { AppState } from '../../../store/types'
import { comparisonFigureWords } from '../../parts/exports/comparisonFacts'
import type { ExportedFrom } from '../../parts/exports/exportedFrom'
import { attackLossCharts, measureCharts } from '../figures/comparisonCharts'
import { comparisonContent } from './comparisonContent'
import { comparisonGrid } from './comparisonGrid'

export function comparisonFigure(state: AppState, form: ExportForm, from: ExportedFrom): Standalone {
  const { leftOut, scale, arrangement, hasCharts } = form
  const content = comparisonContent(state, leftOut)
  return {
    grid: comparisonGrid(content, scale, arrangement),
    panelWidth: PANEL_WIDTH,
    charts: hasCharts ? [...measureCharts(state, leftOut.models), ...attackLossCharts(state, leftOut.models)] : [],
    ...comparisonFigureWords(state, content.columns, from),
  }
}

/** All four charts beside each other. */
const PANEL_WIDTH = 190

/** Of files of the comparison, without an ending. */
export const comparisonName = ({ date }: ExportedFrom): string => fileName('comparison', date)
