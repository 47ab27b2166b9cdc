import { lazy, Suspense } from 'react'
import { useApp } from '../../parts/appContext'

const LightboxDialog = lazy(() => import('./LightboxDialog').then((module) => ({ default: module.LightboxDialog })))

/** The code is loaded when a map is first opened large. */
export function LazyLightbox() {
  const isOpen = useApp((state) => state.lightbox !== null)
  return (
    isOpen && (
      <Suspense>
        <LightboxDialog />
      </Suspense>
    )
  )
}
