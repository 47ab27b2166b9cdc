import { useActions } from '../../parts/appContext'
import { InlineTerm } from '../../parts/help/InlineTerm'
import { ReachedTable } from '../figures/ReachedTable'
import type { WhyPanels } from '../types'

export function Masking({ EpsilonSlider }: Pick<WhyPanels, 'EpsilonSlider'>) {
  const { openView } = useActions()
  return (
    <section>
      <h3>When the gradient misleads</h3>
      <p>
        All of this supposes that the gradient points to where the loss rises. A model can hide that, by design or by
        accident: by steps without a slope, by chance, by logits so large that the loss is flat everywhere. This is{' '}
        <InlineTerm name="gradient masking" />. Attacks that follow the gradient then fail, and the model looks robust
        without being so. The remedy is to compare them with attacks that do without:
      </p>
      <div className="article-slider">
        <EpsilonSlider />
      </div>
      <ReachedTable />
      <p>
        Where nothing is hidden, noise gains least, one step gains less than many, and <InlineTerm name="Square" />,
        which sees outputs alone, gains no more than <InlineTerm name="PGD" />. One image settles nothing, of course.{' '}
        <button type="button" className="link" onClick={() => openView('evaluation')}>
          Evaluate
        </button>{' '}
        looks for signs of masking over many images and raises red flags.
      </p>
    </section>
  )
}
