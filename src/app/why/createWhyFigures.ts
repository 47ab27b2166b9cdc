import type { EngineClient } from '../../client/engineClient'
import type { AppStore } from '../../store/appStore'
import type { WhyResults } from '../../store/why/why'
import { OpenFigures } from '../openFigures/openFigures'
import { WHY_COMPUTATIONS } from './figures/registry'

/** The figures of the article on robustness and gradients. */
export const createWhyFigures = (store: AppStore, client: () => EngineClient) =>
  new OpenFigures<WhyResults>(
    store,
    client,
    { view: 'why', read: ({ why }) => why, write: (_, why) => ({ why }) },
    WHY_COMPUTATIONS,
  )
