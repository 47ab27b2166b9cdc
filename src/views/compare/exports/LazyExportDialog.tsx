import { useApp } from '../../parts/appContext'
import { lazyPart } from '../../parts/lazyPart'

const ExportDialog = lazyPart(async () => (await import('./ExportDialog')).ExportDialog)

export function LazyExportDialog() {
  const isOpen = useApp((state) => state.dialog === 'export')
  return isOpen ? <ExportDialog /> : null
}
