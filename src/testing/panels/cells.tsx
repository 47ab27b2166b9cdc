import { NOTHING_YET } from '../../store/appStore'
import type { Pending } from '../../store/pending'
import { CellFrame } from '../../views/compare/CellFrame'
import type { Panel } from './types'

const onItsWay: Pending = { isOnItsWay: true, failure: null, retryId: null }
const settled: Pending = { isOnItsWay: false, failure: null, retryId: null }
const failed: Pending = { isOnItsWay: false, failure: 'The image is too large; choose a smaller one.', retryId: 'one' }
const content = (value: string) => <p>{value}</p>

/** A cell in each of its states: current, of the image before, on its way, and failed. */
export const cellsPanel: Panel = {
  title: 'Cells of the comparison',
  content: (
    <>
      <CellFrame computed={{ ...NOTHING_YET, value: 'present' }} pending={settled} isCurrent>
        {content}
      </CellFrame>
      <CellFrame computed={{ ...NOTHING_YET, value: 'old', progress: 0.5 }} pending={onItsWay} isCurrent={false}>
        {content}
      </CellFrame>
      <CellFrame computed={{ ...NOTHING_YET, progress: 0 }} pending={onItsWay} isCurrent={false}>
        {content}
      </CellFrame>
      <CellFrame computed={NOTHING_YET} pending={failed} isCurrent={false}>
        {content}
      </CellFrame>
    </>
  ),
}
