import { type ReactNode, useState } from 'react'
import { type Standalone, standaloneSvg } from '../../../charts/export/standaloneSvg'
import { download } from '../download'
import { copyTable, type TextTable } from '../exports/copyTable'
import { useStatefulPng } from '../exports/useStatefulPng'

interface ExportButtonsProps {
  /** File name without its extension. */
  readonly name: string
  readonly csv: () => string
  /** Where there is more than the numbers of the chart. */
  readonly json?: () => string
  /** The chart to export, if there is one. */
  readonly figure?: () => Standalone
  /** What can be copied as a table. */
  readonly table?: () => TextTable
  /** Further buttons. */
  readonly more?: ReactNode
  /** What is saved, where it is not the chart beside: "the table". */
  readonly what?: string
}

/** Saves the results: the numbers as CSV, everything as JSON, and the chart as SVG or PNG. */
export function ExportButtons({ name, csv, json, figure, table, more, what }: ExportButtonsProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isCopied, setCopied] = useState(false)
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

  async function copy(copied: TextTable): Promise<void> {
    try {
      await copyTable(copied)
      setCopied(true)
      setProblem(null)
    } catch {
      setProblem('The browser denies its clipboard; save the CSV instead.')
    }
  }

  const of = what && <span className="visually-hidden"> of {what}</span>
  return (
    <div className="exports">
      <span className="muted">{what === undefined ? 'Save as' : `Save ${what} as`}</span>
      <button type="button" className="button" onClick={() => save('csv', 'text/csv', csv())}>
        CSV{of}
      </button>
      {json && (
        <button type="button" className="button" onClick={() => save('json', 'application/json', json())}>
          JSON{of}
        </button>
      )}
      {figure && (
        <>
          <button
            type="button"
            className="button"
            onClick={() => save('svg', 'image/svg+xml', standaloneSvg(figure()))}
          >
            SVG{of}
          </button>
          <button type="button" className="button" onClick={() => void savePng(figure)}>
            PNG{of}
          </button>
        </>
      )}
      {table && (
        <button type="button" className="button" onClick={() => void copy(table())}>
          Copy{of}
        </button>
      )}
      {more}
      {isCopied && (
        <span className="muted" role="status">
          Copied
        </span>
      )}
      {problem && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
