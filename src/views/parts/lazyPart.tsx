import { type ComponentType, type FunctionComponent, lazy, Suspense, useState } from 'react'
import { fetchedCode } from '../../fetchedCode'

/** Those whose modules have been evaluated, each with what loads it. */
const loaders = new Set<() => Promise<unknown>>()

/**
 * A part of the page whose code is loaded when it is first shown, behind "Loading…". Where the load fails, the error
 * boundary around it says so, and what is shown again is loaded again.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): FunctionComponent<Props> {
  let loaded: ComponentType<Props> | null = null
  const loadPart = async (): Promise<ComponentType<Props>> => {
    loaded ??= await fetchedCode(load)
    return loaded
  }
  loaders.add(loadPart)
  const begin = () =>
    lazy(async () => {
      try {
        return { default: await loadPart() }
      } catch (error) {
        // React keeps a failure for ever.
        deferred = begin()
        throw error
      }
    })
  let deferred = begin()
  return (props) => {
    // The same as long as it is shown, so that nothing in it is begun anew.
    const [Part] = useState(() => (loaded ?? deferred) as ComponentType<Props>)
    return (
      <Suspense fallback={<LoadingPart />}>
        <Part {...props} />
      </Suspense>
    )
  }
}

/** Loads every part, and the parts within them, so that all are shown at once. */
export async function loadParts(): Promise<void> {
  for (const load of loaders) await load()
}

function LoadingPart() {
  return (
    <p className="muted loading-part" role="status">
      Loading…
    </p>
  )
}
