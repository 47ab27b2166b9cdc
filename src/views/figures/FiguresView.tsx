import { useEffect } from 'react'
import type { FigureId } from '../../store/figures/figureIds'
import { PAPER_FIGURES } from '../../store/figures/paper'
import { useActions, useApp } from '../parts/appContext'
import { EngineWaiting } from '../parts/EngineWaiting'
import { KeptEntries } from '../parts/runs/KeptEntries'
import { Unbroken } from '../parts/Unbroken'
import { paperFigures } from './registry'
import { ShownModels } from './ShownModels'
import type { FigurePanels, PaperFigure } from './types'

const KINDS = ['evaluation', 'statistics', 'sweep'] as const

/** The figures of the paper that this page's models speak to, recomputed, with the paper's own numbers beside them. */
export const figuresWith = (panels: FigurePanels) => {
  const figures = paperFigures(panels)
  return function FiguresView() {
    const isReady = useApp(({ engine }) => engine.status === 'ready')
    const looked = useApp(({ paperFigure }) => paperFigure)
    const { lookAtFigure } = useActions()
    useEffect(() => {
      if (looked !== null) bringIntoView(looked)
    }, [looked])

    function look(id: FigureId): void {
      lookAtFigure(id)
      // Also where it is the one that was looked at before.
      bringIntoView(id)
    }

    return (
      <section className="paper-figures" aria-label="Figures">
        <header className="travel-head">
          <h2>The paper’s figures</h2>
          <p>
            Each is computed anew in this tab, for the models in the columns, where you ask for it; the paper’s own
            numbers stand beside ours. Theirs are of ImageNet at 224 pixels and of models a thousand times as large:
            compare the shapes, not the heights.
          </p>
          <nav aria-label="Figures of the paper">
            <ul className="figure-links">
              {figures.map(({ id, number, title }) => (
                <li key={id}>
                  <button type="button" className="link" onClick={() => look(id)}>
                    {number === null ? title : `${number}: ${title}`}
                  </button>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        {!isReady && <EngineWaiting />}
        <ShownModels />
        {figures.map((figure) => (
          <Figure key={figure.id} figure={figure} />
        ))}
        <KeptEntries title="Earlier runs" kinds={KINDS} />
      </section>
    )
  }
}

function bringIntoView(id: FigureId): void {
  const section = document.getElementById(`figure-${id}`)
  section?.scrollIntoView()
  section?.focus({ preventScroll: true })
}

function Figure({ figure }: { readonly figure: PaperFigure }) {
  const { id, number, title, claim, paper, settings, Content } = figure
  const { where, read } = PAPER_FIGURES[paper]
  return (
    <section className="paper-figure" id={`figure-${id}`} tabIndex={-1} data-testid={`figure-${id}`}>
      <h3>
        {number !== null && <span className="muted">{number}</span>} <Unbroken>{title}</Unbroken>
      </h3>
      <p className="travel-head">{claim}</p>
      <Content />
      <p className="note">
        {settings} The paper: {where}; its numbers are from {read}.
      </p>
    </section>
  )
}
