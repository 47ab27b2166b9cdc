import { lazy, Suspense } from 'react'
import { useApp } from '../../parts/appContext'

const ExportDialog = lazy(() => import('./ExportDialog').then((module) => ({ default: module.ExportDialog })))

/** Its code is loaded when it is first opened. */
export function LazyExportDialog() {
  const isOpen = useApp((state) => state.dialog === 'export')
  if (!isOpen) return null
  return (
    <Suspense>
      <ExportDialog />
    </Suspense>
  )
}
