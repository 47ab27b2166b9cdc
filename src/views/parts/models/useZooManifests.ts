import { useEffect, useMemo } from 'react'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import type { AppState } from '../../../store/types'
import { useActions, useApp } from '../appContext'

/** What is known of each model of the page that was read so far, by its id in the zoo; what was not is being read. */
export function useZooManifests(): readonly (Manifest & { readonly id: string })[] {
  const zoo = useApp((state) => state.zoo)
  const isReady = useApp((state) => state.engine.status === 'ready')
  const manifests = useApp((state) => state.manifests)
  const models = useApp((state) => state.models)
  const { retryManifest } = useActions()
  useEffect(() => {
    // Without effect where it is known.
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

/** Of a model's column, or as it was read by itself. */
export function knownManifest({ manifests, models }: Pick<AppState, 'manifests' | 'models'>, id: string) {
  const column = models.find((model) => model.id === id)
  return column?.status === 'ready' ? column.model.manifest : (manifests[id]?.value ?? undefined)
}
