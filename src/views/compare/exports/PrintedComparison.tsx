import { useEffect } from 'react'
import { liveMap } from '../../../charts/export/grid/drawGrid'
import { drawStandalone } from '../../../charts/export/standaloneSvg'
import type { ExportForm } from '../../../store/compare/exportForm'
import { useAppState } from '../../parts/appContext'
import { useExportedFrom } from '../../parts/exports/useExportedFrom'
import { comparisonFigure } from './exportFiles'

const ORIENTATIONS = [
  ['is-portrait', 'below'],
  ['is-landscape', 'beside'],
] as const

/** Prints the comparison as one sheet in either orientation: what the export dialog has chosen, or else everything. */
export function PrintedComparison() {
  const stateNow = useAppState()
  const from = useExportedFrom()
  useEffect(() => {
    let sheet: HTMLElement | null = null
    const remove = () => {
      sheet?.remove()
      sheet = null
    }
    const add = () => {
      remove()
      const state = stateNow()
      // Nothing is loaded yet: the page is printed as it is.
      if (!state.models.some(({ status }) => status === 'ready')) return
      const { exportForm: form } = state
      sheet = document.createElement('div')
      sheet.className = 'printed-sheet'
      for (const [className, arrangement] of ORIENTATIONS) {
        sheet.append(printed(className, { ...form, scale: null, arrangement }))
      }
      document.body.append(sheet)
    }
    function printed(className: string, form: ExportForm): HTMLElement {
      const svg = drawStandalone(comparisonFigure(stateNow(), form, from()), liveMap)
      const page = document.createElement('div')
      page.className = className
      // As wide as the sheet, unless it would then be higher than the sheet.
      const ratio = svg.width.baseVal.value / svg.height.baseVal.value
      page.style.setProperty('--ratio', String(ratio))
      page.append(svg)
      return page
    }
    addEventListener('beforeprint', add)
    addEventListener('afterprint', remove)
    return () => {
      removeEventListener('beforeprint', add)
      removeEventListener('afterprint', remove)
      remove()
    }
  }, [stateNow, from])
  return null
}
