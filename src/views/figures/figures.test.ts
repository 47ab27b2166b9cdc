import { describe, expect, it } from 'vitest'
import { FIGURE_IDS } from '../../store/figures/figureIds'
import { ZOO_SWEEP } from '../../store/figures/zooSweep'
import { createEvaluationApp } from '../../testing/evaluationApp'
import { renderPage, textOf } from '../../testing/renderPage'
import { paperFigures } from './registry'

const figures = paperFigures({ Matrix: () => null })

describe('the paper’s figures', () => {
  it('are those that an address can name, each once', () => {
    expect(figures.map(({ id }) => id).toSorted()).toEqual([...FIGURE_IDS].toSorted())
  })

  it('stand on their page with the paper’s numbers, settings and sources', async () => {
    const app = await createEvaluationApp()
    const text = textOf(renderPage({ ...app.state(), view: 'figures' }, app.actions))
    for (const { title, number } of figures) expect(text).toContain(`${number ?? ''} ${title}`.trim())
    expect(text).toContain('5,930')
    expect(text).toContain('up to 1,600 gradients an image and model')
    expect(text).toContain(ZOO_SWEEP.where.slice(0, 26))
    expect(text).toContain('the curves’ vector paths in the PDF')
  })
})
