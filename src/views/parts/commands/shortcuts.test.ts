import { Window } from 'happy-dom'
import { describe, expect, it, vi } from 'vitest'
import { ariaShortcut, isPressed, isTypedIn, shortcutText } from './shortcuts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing', boolean>> = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false },
  ...held,
})

describe('a shortcut', () => {
  it.each([
    ['n', 'n', press('n'), true],
    ['n', 'N', press('N'), false],
    ['n', 'Ctrl+n', press('n', { ctrlKey: true }), false],
    ['n', 'Meta+n', press('n', { metaKey: true }), false],
    ['n', 'Alt+n', press('n', { altKey: true }), false],
    ['?', '?', press('?'), true],
    // AltGr, as some layouts need for signs.
    ['+', 'AltGr++', press('+', { ctrlKey: true, altKey: true }), true],
    ['n', 'n while composing', press('n', { isComposing: true }), false],
    ['mod+k', 'Ctrl+k', press('k', { ctrlKey: true }), true],
    ['mod+k', 'Meta+K', press('K', { metaKey: true }), true],
    ['mod+k', 'k', press('k'), false],
    ['mod+k', 'Ctrl+Alt+k', press('k', { ctrlKey: true, altKey: true }), false],
  ])('%s, with %s pressed', (shortcut, _, event, expected) => {
    expect(isPressed(shortcut, event)).toBe(expected)
  })

  it('is written as the keyboard has it', () => {
    expect([shortcutText('mod+k', true), shortcutText('mod+k', false), shortcutText('n', true)]).toEqual([
      '⌘K',
      'Ctrl+K',
      'N',
    ])
    expect(ariaShortcut('mod+k')).toBe('Control+k Meta+k')
  })
})

it('keys are typed in text fields and lists, not on sliders and buttons', () => {
  const window = new Window()
  vi.stubGlobal('Element', window.Element)
  const { document } = window
  document.body.innerHTML =
    '<input id="a"><input id="b" type="range"><textarea id="c"></textarea><select id="d"></select><button id="e"><b id="f"></b></button>'
  const typed = ['a', 'b', 'c', 'd', 'e', 'f'].filter((id) =>
    isTypedIn(document.getElementById(id) as unknown as EventTarget),
  )
  expect(typed).toEqual(['a', 'c', 'd'])
})
