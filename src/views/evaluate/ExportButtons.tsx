import { useState } from 'react'
import { rasterize, standaloneSvg } from '../../charts/standaloneSvg'
import type { EvaluationRun } from '../../store/evaluation'
import { exportCsv, exportJson, exportName } from '../../store/evaluationExport'
import { download } from '../download'

interface ExportButtonsProps {
  readonly run: EvaluationRun
  /** The chart as a file of its own. */
  readonly figure: () => Parameters<typeof standaloneSvg>[0]
}

/** The run as files: numbers, all there is, and the chart. */
export function ExportButtons({ run, figure }: ExportButtonsProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const save = (ending: string, type: string, text: string) =>
    download(`${exportName(run)}.${ending}`, new Blob([text], { type }))

  async function savePng(): Promise<void> {
    try {
      download(`${exportName(run)}.png`, await rasterize(standaloneSvg(figure())))
      setProblem(null)
    } catch (error) {
      setProblem(`The chart could not be drawn as PNG (${(error as Error).message}); take the SVG instead.`)
    }
  }

  return (
    <div className="exports">
      <span className="muted">Save as</span>
      <button type="button" className="button" onClick={() => save('csv', 'text/csv', exportCsv(run))}>
        CSV
      </button>
      <button type="button" className="button" onClick={() => save('json', 'application/json', exportJson(run))}>
        JSON
      </button>
      <button type="button" className="button" onClick={() => save('svg', 'image/svg+xml', standaloneSvg(figure()))}>
        SVG
      </button>
      <button type="button" className="button" onClick={() => void savePng()}>
        PNG
      </button>
      {problem && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
