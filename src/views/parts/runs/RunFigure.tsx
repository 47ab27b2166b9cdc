import type { ComponentProps, ReactNode } from 'react'
import { ExportButtons } from '../figures/ExportButtons'

interface RunFigureProps {
  readonly caption: ReactNode
  readonly chart: ReactNode
  /** What has to be known to read it right. */
  readonly beside?: ReactNode
  readonly exports: ComponentProps<typeof ExportButtons>
  /** Its numbers. */
  readonly children: ReactNode
}

/** What a run has found: a chart, what belongs beside it, its files, and its numbers in a table. */
export function RunFigure({ caption, chart, beside, exports, children }: RunFigureProps) {
  return (
    <>
      <div className="run-figure">
        <figure className="figure">
          <figcaption className="note">{caption}</figcaption>
          {chart}
        </figure>
        {beside}
      </div>
      <ExportButtons {...exports} />
      {children}
    </>
  )
}
