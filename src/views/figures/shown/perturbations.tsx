import { useActions, useApp } from '../../parts/appContext'
import type { FigurePanels, PaperFigure } from '../types'

export const perturbationsFigure = ({ Matrix }: FigurePanels): PaperFigure => ({
  id: 'perturbations',
  number: 'Figure 3',
  title: 'Perturbations by PGD-10',
  claim:
    'What fools a natural model looks like noise; what is tried on a robust one draws the object. The paper frames the images blue where the model is robust, and red where it is fooled.',
  paper: 'maps',
  settings:
    'PGD with 10 steps within the ε of Compare, on its image and label, for every model in the columns: 10 gradients a model. Maps are scaled like gradients.',
  Content: () => <Perturbations Matrix={Matrix} />,
})

const STEPS = 10

function Perturbations({ Matrix }: FigurePanels) {
  const { choice } = useApp(({ attack }) => attack)
  const attacks = useApp(({ evaluation }) => evaluation.attacks)
  const { setAttack, setAttackSettings } = useActions()
  const isPaper = choice.id === 'pgd' && choice.settings.steps === STEPS && choice.settings.norm === 'linf'
  const pgd = attacks.find(({ id }) => id === 'pgd')

  function recompute(): void {
    const defaults = pgd?.defaults.linf
    if (defaults === undefined) return
    setAttack({ choice: { id: 'pgd', settings: defaults } as never, target: null, madeOn: 'each' })
    setAttackSettings({ steps: STEPS })
  }

  return (
    <>
      {!isPaper && (
        <p>
          <button type="button" className="button is-primary" disabled={pgd === undefined} onClick={recompute}>
            Recompute with PGD-10
          </button>
        </p>
      )}
      <div className="figure-matrix has-borders">
        <Matrix only={['perturbation', 'attacked']} />
      </div>
    </>
  )
}
