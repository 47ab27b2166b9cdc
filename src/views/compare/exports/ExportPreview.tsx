import { useEffect, useState } from 'react'
import { standaloneSvg } from '../../../charts/export/standaloneSvg'
import type { ExportForm } from '../../../store/compare/exportForm'
import type { AppState } from '../../../store/types'
import { useExportedFrom } from '../../parts/exports/useExportedFrom'
import { comparisonFigure } from './exportFiles'

/** While results arrive, the figure is drawn at most this often. */
const MS_BETWEEN = 200

interface ExportPreviewProps {
  readonly state: AppState
  readonly form: ExportForm
}

/** The figure as it is saved. */
export function ExportPreview({ state, form }: ExportPreviewProps) {
  const [address, setAddress] = useState<string | null>(null)
  const from = useExportedFrom()
  useEffect(() => {
    const timer = setTimeout(() => {
      const svg = standaloneSvg(comparisonFigure(state, form, from()))
      setAddress(URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })))
    }, MS_BETWEEN)
    return () => clearTimeout(timer)
  }, [state, form, from])
  useEffect(() => () => (address === null ? undefined : URL.revokeObjectURL(address)), [address])
  return (
    <div className="export-preview">
      {address !== null && <img src={address} alt="The figure as it is saved" data-testid="export-preview" />}
    </div>
  )
}
