// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { onceStylesSettled } from './pageStyles'

const arrive = () => document.documentElement.style.setProperty('--styles-are-whole', 'yes')

afterEach(() => {
  document.documentElement.removeAttribute('style')
  vi.restoreAllMocks()
})

const asked = (readyState: DocumentReadyState) => {
  vi.spyOn(document, 'readyState', 'get').mockReturnValue(readyState)
  const use = vi.fn<(areWhole: boolean) => void>()
  onceStylesSettled(use)
  return use
}

describe('the styles of the page', () => {
  it('are used at once where they are there', () => {
    arrive()
    expect(asked('interactive').mock.calls).toEqual([[true]])
  })

  it('are waited for where the script runs before they arrive', () => {
    const use = asked('interactive')
    expect(use).not.toHaveBeenCalled()
    arrive()
    window.dispatchEvent(new Event('load'))
    expect(use.mock.calls).toEqual([[true]])
  })

  it('are said to be missing once nothing more is on its way', () => {
    const use = asked('interactive')
    window.dispatchEvent(new Event('load'))
    expect(use.mock.calls).toEqual([[false]])
    expect(asked('complete').mock.calls).toEqual([[false]])
  })
})
