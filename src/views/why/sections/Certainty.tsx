import { InlineTerm } from '../../parts/help/InlineTerm'
import { MathFormula } from '../../parts/help/MathFormula'
import { CertaintyFigure } from '../figures/CertaintyFigure'

export function Certainty() {
  return (
    <section>
      <h3>A small gradient is no proof</h3>
      <p>
        Here is the trap. The gradient of <InlineTerm name="cross-entropy" /> is a sum over the classes, and each class
        counts by how far its probability is from what it should be:
      </p>
      <MathFormula termId="saturation" />
      <p>
        Once a model is nearly certain of the label, all of these weights are close to zero, and so is the gradient,
        however steep the logits are. This is <InlineTerm name="saturation" />. A natural model can have the smallest
        gradient on screen and still be fooled by a small attack.
      </p>
      <CertaintyFigure />
      <p>
        On the left, the norm falls with the loss, for fragile and robust models alike: much of what it says about a
        single image is how certain the model is. On the right, the gradient is that of the{' '}
        <InlineTerm name="logit margin" />, which certainty does not flatten. That is why the page warns where a small
        gradient means nothing, offers the margin instead, and sets every norm beside those of thousands of test images.
      </p>
    </section>
  )
}
