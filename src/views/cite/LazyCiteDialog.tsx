import { useApp } from '../parts/appContext'
import { lazyPart } from '../parts/lazyPart'

const CiteDialog = lazyPart(async () => (await import('./CiteDialog')).CiteDialog)

export function LazyCiteDialog() {
  const isOpen = useApp((state) => state.dialog === 'cite')
  return isOpen ? <CiteDialog /> : null
}
