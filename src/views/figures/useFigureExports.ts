import type { ComponentProps } from 'react'
import type { Chart } from '../../charts/frame/chart'
import { PAPER_FIGURES, type PaperPart } from '../../store/figures/paper'
import { sourceLines } from '../parts/exports/exportedFrom'
import { useExportedFrom } from '../parts/exports/useExportedFrom'
import { chartCsv } from '../parts/figures/chartCsv'
import { chartJson } from '../parts/figures/chartJson'
import type { ExportButtons } from '../parts/figures/ExportButtons'

interface FigureExports {
  readonly id: string
  readonly title: string
  readonly paper: PaperPart
  readonly charts: readonly Chart[]
  /** The settings of what was computed here. */
  readonly lines: readonly string[]
}

/** What a figure is saved as: its charts with the paper's points, its settings, sources and link. */
export function useFigureExports({
  id,
  title,
  paper,
  charts,
  lines,
}: FigureExports): ComponentProps<typeof ExportButtons> {
  const from = useExportedFrom()
  const { where, read } = PAPER_FIGURES[paper]
  const sources = [`the paper: arXiv 2409.20139, ${where}; numbers from ${read}`]
  return {
    name: `gradlens-figure-${id}`,
    csv: () => chartCsv(charts),
    json: () => chartJson(charts, [...lines, ...sources], from()),
    figure: () => ({ charts, title, lines, panelWidth: 320, notes: [...sources, ...sourceLines(from())] }),
  }
}
