import { useState } from 'react'
import { type Standalone, standaloneSvg } from '../../../charts/export/standaloneSvg'
import { download } from '../download'
import { useStatefulPng } from '../exports/useStatefulPng'

interface ExportButtonsProps {
  /** File name without its extension. */
  readonly name: string
  readonly csv: () => string
  /** Where there is more than the numbers of the chart. */
  readonly json?: () => string
  /** The chart to export, if there is one. */
  readonly figure?: () => Standalone
}

/** Saves the results: the numbers as CSV, everything as JSON, and the chart as SVG or PNG. */
export function ExportButtons({ name, csv, json, figure }: ExportButtonsProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const statefulPng = useStatefulPng()
  const save = (ending: string, type: string, text: string) => download(`${name}.${ending}`, new Blob([text], { type }))

  async function savePng(chart: NonNullable<ExportButtonsProps['figure']>): Promise<void> {
    try {
      download(`${name}.png`, await statefulPng(standaloneSvg(chart())))
      setProblem(null)
    } catch (error) {
      setProblem(`The chart could not be drawn as PNG (${(error as Error).message}); save the SVG instead.`)
    }
  }

  return (
    <div className="exports">
      <span className="muted">Save as</span>
      <button type="button" className="button" onClick={() => save('csv', 'text/csv', csv())}>
        CSV
      </button>
      {json && (
        <button type="button" className="button" onClick={() => save('json', 'application/json', json())}>
          JSON
        </button>
      )}
      {figure && (
        <>
          <button
            type="button"
            className="button"
            onClick={() => save('svg', 'image/svg+xml', standaloneSvg(figure()))}
          >
            SVG
          </button>
          <button type="button" className="button" onClick={() => void savePng(figure)}>
            PNG
          </button>
        </>
      )}
      {problem && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
