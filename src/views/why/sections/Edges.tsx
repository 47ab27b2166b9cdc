import { InlineTerm } from '../../parts/help/InlineTerm'
import { ClaimRows } from '../figures/ClaimRows'
import { ZooFigure } from '../figures/ZooFigure'
import type { WhyPanels } from '../types'

export function Edges({ Matrix }: Pick<WhyPanels, 'Matrix'>) {
  return (
    <section>
      <h3>Robust gradients look like the image</h3>
      <p>
        Size is not all that differs. Drawn side by side, the gradient of a naturally trained model looks like noise,
        and that of a robust one like a sketch of what is in the image. A pixel in a flat area matters little to a
        robust model; one on an outline matters more.
      </p>
      <div className="article-panel">
        <Matrix only={['gradient', 'edges']} />
      </div>
      <p>
        The page puts a number on this likeness, the <InlineTerm name="edge alignment" />: the correlation over pixels
        of how strongly the image changes and how large the gradient is, both on log scales.
      </p>
      <ZooFigure mean="meanAlignment" />
      <p>
        The paper also turns the observation round. Its <InlineTerm name="edge regularisation" /> asks for gradients
        that lie where the edges are and leaves their size alone; that by itself brings robustness.
      </p>
      <ClaimRows of="edges" />
      <p>
        Likeness remains a sign, not a guarantee. JARN trained networks until their gradients looked like images, and
        reported 15.5 % accuracy under attack on CIFAR-10; AutoAttack leaves 0.26 % of it (
        <a href="https://robustbench.github.io/" target="_blank" rel="noreferrer">
          RobustBench
        </a>
        ).
      </p>
    </section>
  )
}
