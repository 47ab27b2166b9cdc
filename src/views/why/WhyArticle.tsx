import { Certainty } from './sections/Certainty'
import { Edges } from './sections/Edges'
import { FirstStep } from './sections/FirstStep'
import { Introduction } from './sections/Introduction'
import { Masking } from './sections/Masking'
import { SmallGradients } from './sections/SmallGradients'
import { Summary } from './sections/Summary'
import { TrainingOnGradients } from './sections/TrainingOnGradients'
import type { WhyPanels } from './types'

/** The argument of the page, with figures that are computed while it is read. */
export const articleWith = (panels: WhyPanels) =>
  function WhyArticle() {
    return (
      <article className="article" data-testid="why">
        <Introduction />
        <FirstStep />
        <SmallGradients />
        <TrainingOnGradients />
        <Certainty />
        <Edges Matrix={panels.Matrix} />
        <Masking EpsilonSlider={panels.EpsilonSlider} />
        <Summary />
      </article>
    )
  }
