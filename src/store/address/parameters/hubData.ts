/** @file The data set of the Hugging Face hub that a form names; a link names it, and nothing is downloaded unasked. */
import { isHubId } from '../../../images/datasets/hub/hubId'
import type { OpenDataSet } from '../../data/dataSource'
import type { AppState } from '../../types'
import { type AddressParameter, defineParameter, KEPT } from '../parameter'

interface DataPlace {
  readonly key: string
  readonly dataIn: (state: AppState) => OpenDataSet
  readonly withData: (state: AppState, data: OpenDataSet) => AppState
}

function hubIdOf({ asked, source }: OpenDataSet): string | null {
  const known = asked ?? source
  return known !== null && 'hub' in known ? known.hub.id : null
}

export const hubParameter = ({ key, dataIn, withData }: DataPlace): AddressParameter =>
  defineParameter<string | null>({
    key,
    history: KEPT,
    text: { write: (id) => id ?? '', read: (text) => (isHubId(text) ? text : undefined) },
    current: (state) => hubIdOf(dataIn(state)),
    usual: () => null,
    withValue(state, id) {
      const data = dataIn(state)
      // What is open or on its way stays.
      if (id === null || data.progress !== null || id === hubIdOf(data)) return state
      return withData(state, { ...data, asked: { hub: { id } }, error: null })
    },
  })
