import { describe, expect, it } from 'vitest'
import { trainingPanels } from './trainingCurves'

describe('the panels of a training log', () => {
  it('are accuracy in per cent, then each term of the loss', () => {
    const panels = trainingPanels([
      { epoch: 1, seconds: 60, l1: 85, ce: 0.5, clean: 0.75, pgd10: 0.125 },
      { epoch: 2, seconds: 60, l1: 21, ce: 1, clean: 0.5, pgd10: 0.25 },
    ])
    expect(panels.map(({ title, highest }) => [title, highest])).toEqual([
      ['accuracy, %', 100],
      ['cross-entropy', null],
      ['L1 norm of the input gradient', null],
    ])
    expect(panels[0]?.curves).toEqual([
      {
        label: 'clean',
        isEmphasised: false,
        points: [
          { epoch: 1, value: 75 },
          { epoch: 2, value: 50 },
        ],
      },
      {
        label: 'PGD-10',
        isEmphasised: true,
        points: [
          { epoch: 1, value: 12.5 },
          { epoch: 2, value: 25 },
        ],
      },
    ])
  })

  it('show unknown fields under their own names, and no seconds', () => {
    const panels = trainingPanels([{ epoch: 1, seconds: 1, some_penalty: 3, constructor: 4 }])
    expect(panels.map(({ title, curves }) => [title, curves[0]?.label, curves[0]?.points[0]?.value])).toEqual([
      ['some penalty', 'some penalty', 3],
      ['constructor', 'constructor', 4],
    ])
  })

  it('have gaps where an epoch lacks a value', () => {
    const [panel] = trainingPanels([{ epoch: 1, ce: 1 }, { epoch: 2 }, { epoch: 3, ce: 0.5 }])
    expect(panel?.curves[0]?.points.map(({ epoch }) => epoch)).toEqual([1, 3])
  })

  it('are none for an empty log', () => {
    expect(trainingPanels([])).toEqual([])
  })
})
