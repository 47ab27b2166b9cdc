import { countOf } from '../../countOf'
import { BUILT_IN_DATA_SETS, BUILT_IN_ID } from '../../images/datasets/builtIn/registry'
import { useSettledForm } from '../parts/evaluated/useSettledForm'
import { StartButton } from '../parts/runs/StartButton'
import { useStatisticsStart } from './useStatisticsStart'

/** What statistics show, and the button that begins them. */
export function EmptyStatistics() {
  const { images, dataSet } = useSettledForm()
  const hindrance = useStatisticsStart()
  const which =
    images === 'gallery'
      ? 'the images of the gallery'
      : `up to ${countOf(dataSet.count, 'image')} of ${images === 'builtIn' ? BUILT_IN_DATA_SETS[BUILT_IN_ID].name : 'your data set'}`
  return (
    <div className="evaluation-empty">
      <h2>How do gradients differ over many images?</h2>
      <p>
        One image can mislead. Here the norms of the loss gradient, its alignment with edges, the margin and the loss
        are measured on every image, for each model in the columns: as distributions and channel by channel, as in the
        paper’s figures 6 and 7, and against each other. Drag over a chart to select a tail, see its images, and open
        one in Compare.
      </p>
      <div className="evaluation-begin">
        <StartButton kind="statistics" fields={['statistics']} hindrance={hindrance}>
          Measure {which}
        </StartButton>
      </div>
      <p className="note">Everything is computed in this tab. A run can be paused, and is kept in this browser.</p>
    </div>
  )
}
