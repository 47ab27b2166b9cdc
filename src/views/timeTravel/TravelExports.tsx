import { useApp } from '../parts/appContext'
import { useExportedFrom } from '../parts/exports/useExportedFrom'
import { ExportButtons } from '../parts/figures/ExportButtons'
import type { ShownTravel } from './shownTravel'
import { travelCsv, travelFigure, travelJson } from './travelExports'

/** Saves the maps and figures of the runs that are shown. */
export function TravelExports(shown: ShownTravel) {
  const display = useApp((state) => state.display)
  const from = useExportedFrom()
  return (
    <ExportButtons
      name={`gradlens-${shown.looked.id}`}
      csv={() => travelCsv(shown)}
      json={() => travelJson({ ...shown, display, from: from() })}
      figure={() => travelFigure({ ...shown, display, from: from() })}
    />
  )
}
