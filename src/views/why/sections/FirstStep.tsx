import { InlineTerm } from '../../parts/help/InlineTerm'
import { MathFormula } from '../../parts/help/MathFormula'
import { GrowthFigure } from '../figures/GrowthFigure'
import { WorkLink } from './WorkLink'

export function FirstStep() {
  return (
    <section>
      <h3>The first step has a price</h3>
      <p>
        A small change δ raises the loss by about δᵀ∇L. If an attack may move every value by ε, it does best to move
        each one along the sign of its derivative, and the loss rises by ε‖∇L‖₁ (<WorkLink of="simonGabriel" />
        ):
      </p>
      <MathFormula termId="gradient-l1" />
      <p>
        So the <InlineTerm name="‖∇L‖₁">L1 norm</InlineTerm> is more than one summary of a map among others. It is the
        slope of the loss against the size of the strongest small attack, and a model whose loss rises slowly leaves an
        attack with little to gain.
      </p>
      <GrowthFigure />
      <p>
        A slope at one point is only a beginning. As ε grows, the gradient itself changes, and <InlineTerm name="PGD" />{' '}
        follows it, step by step. Where the solid curve stays with the dashed line, the model is nearly linear around
        the image, and its gradient foretells the attack. Where they part, the loss is curved, and the gradient says how
        the attack begins but not how far it gets.
      </p>
    </section>
  )
}
