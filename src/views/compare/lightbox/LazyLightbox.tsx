import { useApp } from '../../parts/appContext'
import { lazyPart } from '../../parts/lazyPart'

const LightboxDialog = lazyPart(async () => (await import('./LightboxDialog')).LightboxDialog)

export function LazyLightbox() {
  const isOpen = useApp((state) => state.lightbox !== null)
  return isOpen ? <LightboxDialog /> : null
}
