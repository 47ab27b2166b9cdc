import { useApp } from '../parts/appContext'
import { lazyPart } from '../parts/lazyPart'

const KeptDialog = lazyPart(async () => (await import('./KeptDialog')).KeptDialog)

export function LazyKeptDialog() {
  const isOpen = useApp((state) => state.dialog === 'kept')
  return isOpen ? <KeptDialog /> : null
}
