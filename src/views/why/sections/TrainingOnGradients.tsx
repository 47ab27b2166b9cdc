import { useActions } from '../../parts/appContext'
import { InlineTerm } from '../../parts/help/InlineTerm'
import { MathFormula } from '../../parts/help/MathFormula'
import { ClaimRows } from '../figures/ClaimRows'

export function TrainingOnGradients() {
  const { openView } = useActions()
  return (
    <section>
      <h3>Training on the gradient instead of on attacks</h3>
      <p>
        If small gradients come with robustness, a training may ask for them directly.{' '}
        <InlineTerm name="gradient-norm regularisation">Gradient-norm regularisation</InlineTerm> adds the norm to the
        loss and sees clean images alone:
      </p>
      <MathFormula termId="gradient-norm-regularisation" />
      <p>
        No attack is run while the model learns, and yet the paper reports an accuracy of 51.6 % under{' '}
        <InlineTerm name="AutoAttack" /> at 4/255 on ImageNet, where <InlineTerm name="adversarial training" /> reaches
        56.1 % (table 2), at 60 % of its cost.
      </p>
      <ClaimRows of="robustness" />
      <ClaimRows of="cost" />
      <p>
        The larger the attack, the more the method falls behind adversarial training. That fits the first figure: the
        penalty flattens the loss at the image, and does not ask how it bends further away.
      </p>
      <p>
        There is a second condition. A penalty on a gradient is minimised through second derivatives, and a{' '}
        <InlineTerm name="ReLU" /> has none to offer. In the paper’s table 4 a ResNet-50 trained so keeps 6.8 % under
        AutoAttack with ReLU and 30.0 % with GELU, while adversarial training hardly minds.
      </p>
      <ClaimRows of="relu" />
      <ClaimRows of="silu" />
      <ClaimRows of="reluControl" />
      <p>In this zoo ReLU costs some of the robustness too, but far less than the paper reports.</p>
      <p>
        What gradients tell of a training can also be watched from epoch to epoch. Against a single step of FGSM a
        training may end in <InlineTerm name="catastrophic overfitting" />: its maps lose the edges, and their norm
        grows, before its accuracy falls.{' '}
        <button type="button" className="link" onClick={() => openView('time-travel')}>
          Travel through the epochs
        </button>{' '}
        of such a training, and of trainings that stay robust.
      </p>
    </section>
  )
}
