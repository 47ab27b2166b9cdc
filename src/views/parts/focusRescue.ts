/** @file Where the focused control goes away, as with a notice that is dismissed, the focus would be lost with it. */
import { useEffect } from 'react'

const CONTROLS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]'
/** What is looked at as a whole: the focus does not leave it for a control outside. */
const AREAS = 'dialog, main, aside, header, .app, body'

/** Where an element stood: its place among the children of each element around it, from the inside out. */
type Path = readonly { readonly child: Element; readonly parent: Element; readonly index: number }[]

/**
 * The focus goes to the control that takes the place of one that was removed or disabled, else to the nearest one around
 * it, else to `content`. Whoever moves the focus at that moment has the say. Returns what ends it.
 */
export function rescueFocus(page: Document, content: () => HTMLElement | null): () => void {
  let path: Path = []
  const follow = ({ target }: Event) => {
    path = target instanceof view(page).Element ? pathOf(target.closest(CONTROLS)) : []
  }
  const isLost = () => {
    const focused = path[0]?.child
    if (focused === undefined || (focused.isConnected && !focused.matches(':disabled'))) return false
    return page.activeElement === page.body || page.activeElement === focused
  }
  const observer = new (view(page).MutationObserver)(() => {
    // Effects that follow the change come first.
    if (isLost()) setTimeout(() => isLost() && (inItsPlace(path) ?? content())?.focus(), 0)
  })
  page.addEventListener('focusin', follow)
  page.addEventListener('pointerdown', follow)
  observer.observe(page.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => {
    page.removeEventListener('focusin', follow)
    page.removeEventListener('pointerdown', follow)
    observer.disconnect()
  }
}

const view = (page: Document) => page.defaultView as Window & typeof globalThis

function pathOf(element: Element | null): Path {
  const path = []
  for (let child = element; child?.parentElement; child = child.parentElement) {
    const parent: Element = child.parentElement
    path.push({ child, parent, index: [...parent.children].indexOf(child) })
  }
  return path
}

/** null if nothing is left in its area. */
function inItsPlace(path: Path): HTMLElement | null {
  for (const { parent, index } of path) {
    if (!parent.isConnected) continue
    if (parent.matches('.app, body')) return null
    const children = [...parent.children]
    // What stands there now and what follows, and then what stands before.
    const inOrder = [...children.slice(index), ...children.slice(0, index).reverse()]
    for (const each of inOrder) {
      const control = each.matches(CONTROLS) ? each : [...each.querySelectorAll(CONTROLS)].find(isVisible)
      if (control && isVisible(control)) return control as HTMLElement
    }
    if (parent.matches(AREAS)) return null
  }
  return null
}

const isVisible = (element: Element): boolean => element.checkVisibility?.() ?? true

/** For the whole page. */
export function useFocusRescue(contentId: string): void {
  useEffect(() => rescueFocus(document, () => document.getElementById(contentId)), [contentId])
}
