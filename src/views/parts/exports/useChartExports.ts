import type { ComponentProps } from 'react'
import type { Chart } from '../../../charts/frame/chart'
import type { AppState } from '../../../store/types'
import { useAppState } from '../appContext'
import { useExportedFrom } from '../exports/useExportedFrom'
import { chartCsv } from '../figures/chartCsv'
import { chartJson } from '../figures/chartJson'
import type { ExportButtons } from '../figures/ExportButtons'
import { modelColumns } from '../models/modelColumns'
import { comparisonFigureWords } from './comparisonFacts'

/**
 * What charts of the comparison are saved as.
 *
 * @param what they show, also in the file's name: "measures"
 */
export function useChartExports(
  what: string,
  title: string,
  chartsOf: (state: AppState) => readonly Chart[],
): ComponentProps<typeof ExportButtons> {
  const stateNow = useAppState()
  const from = useExportedFrom()
  const words = () => {
    const { title: subject, ...others } = comparisonFigureWords(stateNow(), modelColumns(stateNow().models), from())
    return { title: `${title}: ${subject}`, ...others }
  }
  return {
    what: `the ${what}`,
    name: `gradlens-${what}`,
    csv: () => chartCsv(chartsOf(stateNow())),
    json: () => chartJson(chartsOf(stateNow()), words().lines, from()),
    figure: () => ({ charts: chartsOf(stateNow()), ...words() }),
  }
}
