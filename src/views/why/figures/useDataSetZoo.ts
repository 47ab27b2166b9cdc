import { useApp } from '../../parts/appContext'
import { useZooManifests } from '../../parts/models/useZooManifests'
import type { Described } from './zooPoints'

/** Where no model on screen says which. */
const USUAL_DATA = 'CIFAR-10'

/** The page's models of the data set that the first model on screen is of. */
export function useDataSetZoo(): { readonly data: string; readonly manifests: readonly Described[] } {
  const all = useZooManifests()
  const first = useApp(({ models: [model] }) => (model?.status === 'ready' ? model.model.manifest.data : USUAL_DATA))
  const data = all.some((manifest) => manifest.data === first) ? first : USUAL_DATA
  return { data, manifests: all.filter((manifest) => manifest.data === data) }
}
