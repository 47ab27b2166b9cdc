import { useEffect, useMemo } from 'react'
import type { EvaluationRun } from '../../store/evaluation/evaluation'
import { type ClaimsByModel, claimsOfRun } from '../../store/evaluation/runClaims'
import { useActions, useApp } from '../parts/appContext'
import { knownManifest } from '../parts/models/useZooManifests'

/** What the manifests of a run's models say was published of them; those that are not known are read. */
export function useRunClaims({ plan }: EvaluationRun): ClaimsByModel {
  const zoo = useApp((state) => state.zoo)
  const isReady = useApp((state) => state.engine.status === 'ready')
  const manifests = useApp((state) => state.manifests)
  const models = useApp((state) => state.models)
  const { retryManifest } = useActions()
  useEffect(() => {
    // Has no effect on manifests that are read already, nor on models that are gone.
    if (isReady) for (const { id } of plan.models) if (zoo.some((model) => model.id === id)) retryManifest(id)
  }, [isReady, zoo, plan, retryManifest])
  return useMemo(
    () => claimsOfRun({ plan }, (id) => knownManifest({ manifests, models }, id)),
    [plan, manifests, models],
  )
}
