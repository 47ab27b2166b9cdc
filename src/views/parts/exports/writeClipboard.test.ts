import { afterEach, describe, expect, it, vi } from 'vitest'
import { copyText } from '../commands/copyText'
import { writeClipboard } from './writeClipboard'

/** What the clipboard was given, at the moment of the call. */
function clipboard(answer: () => Promise<void> = async () => {}) {
  const given: Readonly<Record<string, Promise<Blob>>>[] = []
  vi.stubGlobal(
    'ClipboardItem',
    class {
      constructor(readonly blobs: Readonly<Record<string, Promise<Blob>>>) {}
    },
  )
  const write = (items: { readonly blobs: Readonly<Record<string, Promise<Blob>>> }[]) => {
    given.push(...items.map(({ blobs }) => blobs))
    return answer()
  }
  vi.stubGlobal('navigator', { clipboard: { write } })
  return given
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the clipboard', () => {
  it('is asked at once for a text that is on its way, as Safari wants it', async () => {
    const given = clipboard()
    let resolve: (text: string) => void = () => {}
    const text = new Promise<string>((done) => {
      resolve = done
    })
    const said = copyText(text, 'Copied.')
    expect(given).toHaveLength(1)
    resolve('import torch')
    expect(await said).toBe('Copied.')
    const blob = await given[0]?.['text/plain']
    expect([blob?.type, await blob?.text()]).toEqual(['text/plain', 'import torch'])
  })

  it('has every form of a text', async () => {
    const given = clipboard()
    await writeClipboard({ 'text/plain': 'a', 'text/html': '<b>a</b>' })
    expect(Object.keys(given[0] ?? {})).toEqual(['text/plain', 'text/html'])
  })

  it('that is denied, or absent without https, is said to be', async () => {
    clipboard(() => Promise.reject(new DOMException('denied', 'NotAllowedError')))
    expect(await copyText(Promise.resolve('a'), 'Copied.')).toContain('does not let the page copy')
    vi.stubGlobal('navigator', {})
    expect(await copyText(Promise.resolve('a'), 'Copied.')).toContain('does not let the page copy')
  })

  it('keeps the error of a text that does not come', async () => {
    clipboard()
    await expect(copyText(Promise.reject(new Error('No model is there.')), 'Copied.')).rejects.toThrow('No model')
  })
})
