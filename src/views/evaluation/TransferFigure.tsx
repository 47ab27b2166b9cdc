import { useCallback, useState } from 'react'
import { drawTransferMatrix, squareAt, type TransferChart, transferMatrixHeight } from '../../charts/transferMatrix'
import { useChart } from '../parts/figures/useChart'

interface TransferFigureProps {
  /** Memoise it. */
  readonly chart: TransferChart
  readonly onLook: (looked: TransferChart['looked']) => void
}

/** The accuracy of each model on the perturbations made for each model. */
export function TransferFigure({ chart, onLook }: TransferFigureProps) {
  const [looked, setLooked] = useState<TransferChart['looked']>(null)
  const height = transferMatrixHeight(chart.models.length)
  const draw = useCallback(
    (svg: SVGSVGElement, width: number) => drawTransferMatrix(svg, { ...chart, looked }, { width, height }),
    [chart, looked, height],
  )
  const svg = useChart(draw)
  const look = (square: TransferChart['looked']) => {
    setLooked(square)
    onLook(square)
  }
  return (
    <svg
      ref={svg}
      className="chart"
      role="img"
      aria-label="Accuracy of each model on the perturbations made for each model. The table below has all the numbers."
      height={height}
      data-testid="evaluation-chart"
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        look(squareAt(chart, box.width, event.clientX - box.left, event.clientY - box.top))
      }}
      onPointerLeave={() => look(null)}
    />
  )
}
