import type { AppState } from '../../store/types'

/**
 * The files that the page has used, relative to `base`: of the models with a column their manifests, weights and logs, and
 * what the page itself has fetched, such as the gallery.
 *
 * @param fetched the page's own requests; those of its workers are not among them
 */
export function usedPaths(
  { models, zoo }: Pick<AppState, 'models' | 'zoo'>,
  fetched: readonly { readonly name: string }[],
  base: string,
): ReadonlySet<string> {
  const ready = new Set(models.filter(({ status }) => status === 'ready').map(({ id }) => id))
  const ofModels = zoo
    .filter(({ id }) => ready.has(id))
    .flatMap(({ manifestUrl, weightsUrl, logUrl }) => [manifestUrl, weightsUrl, ...(logUrl === null ? [] : [logUrl])])
  const addresses = [...ofModels, ...fetched.map(({ name }) => name)]
  return new Set(
    addresses.flatMap((address) => {
      const { href, search } = new URL(address, base)
      return href.startsWith(base) ? [decodeURIComponent(href.slice(base.length, href.length - search.length))] : []
    }),
  )
}
