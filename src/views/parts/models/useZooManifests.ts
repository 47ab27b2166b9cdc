import { useEffect, useMemo } from 'react'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import type { AppState } from '../../../store/types'
import { useActions, useApp } from '../appContext'

/** The manifests of the page's models that have been read so far; the others are requested. */
export function useZooManifests(): readonly (Manifest & { readonly id: string })[] {
  const zoo = useApp((state) => state.zoo)
  const isReady = useApp((state) => state.engine.status === 'ready')
  const manifests = useApp((state) => state.manifests)
  const models = useApp((state) => state.models)
  const { retryManifest } = useActions()
  useEffect(() => {
    // Has no effect on manifests that are known.
    if (isReady) for (const { id } of zoo) retryManifest(id)
  }, [isReady, zoo, retryManifest])
  return useMemo(
    () =>
      zoo.flatMap(({ id }) => {
        const manifest = knownManifest({ manifests, models }, id)
        return manifest === undefined ? [] : [{ ...manifest, id }]
      }),
    [zoo, manifests, models],
  )
}

/** The manifest of a model's column, or the one that was read separately. */
export function knownManifest({ manifests, models }: Pick<AppState, 'manifests' | 'models'>, id: string) {
  const column = models.find((model) => model.id === id)
  return column?.status === 'ready' ? column.model.manifest : (manifests[id]?.value ?? undefined)
}
