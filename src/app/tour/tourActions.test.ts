import { describe, expect, it } from 'vitest'
import { createAppStore } from '../../store/appStore'
import { TOUR_STEPS } from '../../store/tour/tour'
import { createTourActions, type LastingStorage } from './tourActions'

function memory(): LastingStorage {
  const items = new Map<string, string>()
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) }
}

const denied: LastingStorage = {
  getItem: () => {
    throw new Error('denied')
  },
  setItem: () => {
    throw new Error('denied')
  },
}

function visit(storage: LastingStorage | undefined) {
  const store = createAppStore()
  const tour = () => store.getState().tour
  return { store, tour, ...createTourActions(store, storage) }
}

describe('the tour', () => {
  it('is neither offered nor begun by itself', () => {
    expect(visit(memory()).tour()).toEqual({ status: 'off' })
  })

  it('goes through all of its steps, back too, and ends after the last', () => {
    const { tour, startTour, moveTour } = visit(memory())
    startTour()
    moveTour(-1)
    const seen = TOUR_STEPS.map(() => {
      const at = tour()
      moveTour(1)
      return at.status === 'on' ? at.step : null
    })
    expect(seen).toEqual(TOUR_STEPS)
    expect(tour()).toEqual({ status: 'off' })
    moveTour(1)
    expect(tour()).toEqual({ status: 'off' })
  })

  it('begins on the comparison, and ends where another view is opened', () => {
    const { store, tour, startTour } = visit(memory())
    store.setState({ view: 'training' })
    startTour()
    expect(store.getState().view).toBe('compare')
    expect(tour().status).toBe('on')
    store.setState({ view: 'why' })
    expect(tour()).toEqual({ status: 'off' })
  })

  it('is not offered again once it was left or declined, and can still be begun', () => {
    const storage = memory()
    const first = visit(storage)
    first.offerTour()
    expect(first.tour()).toEqual({ status: 'offered' })
    first.leaveTour()
    const second = visit(storage)
    second.offerTour()
    expect(second.tour()).toEqual({ status: 'off' })
    second.startTour()
    expect(second.tour().status).toBe('on')
  })

  it.each([
    ['there is none', undefined],
    ['it is denied', denied],
  ])('does without storage where %s', (_, storage) => {
    const { tour, offerTour, startTour, leaveTour } = visit(storage)
    offerTour()
    expect(tour()).toEqual({ status: 'offered' })
    startTour()
    leaveTour()
    expect(tour()).toEqual({ status: 'off' })
  })
})
