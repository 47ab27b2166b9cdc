/** @file Where the focused control goes away, as with a notice that is dismissed, the focus would be lost with it. */
import { useEffect } from 'react'

const CONTROLS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]'
/** What is looked at as a whole: the focus does not leave it for a control outside. */
const AREAS = 'dialog, main, aside, header, .app, body'
/**
 * Buttons that replace one another, as Start and Pause: the focus stays among them, and waits while none can be pressed.
 * When the value becomes `wanted`, it comes here if it is nowhere, as after a start from elsewhere on the page.
 */
const GROUP = '[data-keeps-focus]'
const WANTED = '[data-keeps-focus="wanted"]'

/** Where an element stood: its place among the children of each element around it, from the inside out. */
type Path = readonly { readonly child: Element; readonly parent: Element; readonly index: number }[]

/**
 * The focus goes to the control that takes the place of one that was removed or disabled, else to the nearest one around
 * it, else to `content`. Whoever moves the focus at that moment has the say. Returns what ends it.
 */
export function rescueFocus(page: Document, content: () => HTMLElement | null): () => void {
  let path: Path = []
  /** Whether the focus was lost, and nothing in its group could take it yet. */
  let isWaiting = false
  const follow = ({ target }: Event) => {
    path = target instanceof view(page).Element ? pathOf(target.closest(CONTROLS)) : []
    isWaiting = false
  }
  const isLost = () => {
    const focused = path[0]?.child
    if (focused === undefined) return false
    if (!isWaiting && focused.isConnected && !focused.matches(':disabled')) return false
    return page.activeElement === page.body || page.activeElement === focused
  }
  const rescue = () => {
    if (!isLost()) return
    const group = groupOf(path)
    const control = group === undefined ? (inItsPlace(path) ?? content()) : firstIn(group)
    isWaiting = control === null
    control?.focus()
  }
  const observer = new (view(page).MutationObserver)((changes) => {
    const isNowhere = page.activeElement === page.body
    const wanting = changes.find(({ type, target }) => type === 'attributes' && (target as Element).matches(WANTED))
    if (isNowhere && wanting !== undefined) firstIn(wanting.target as Element)?.focus({ preventScroll: true })
    // Effects that follow the change come first.
    if (isLost()) setTimeout(rescue, 0)
  })
  page.addEventListener('focusin', follow)
  page.addEventListener('pointerdown', follow)
  observer.observe(page.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'data-keeps-focus'] })
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

const groupOf = (path: Path) => path.find(({ parent }) => parent.isConnected && parent.matches(GROUP))?.parent

/** null if nothing is left in its area. */
function inItsPlace(path: Path): HTMLElement | null {
  for (const { parent, index } of path) {
    if (!parent.isConnected) continue
    if (parent.matches('.app, body')) return null
    const children = [...parent.children]
    // What stands there now and what follows, and then what stands before.
    const inOrder = [...children.slice(index), ...children.slice(0, index).reverse()]
    for (const each of inOrder) {
      const control = each.matches(CONTROLS) && isVisible(each) ? (each as HTMLElement) : firstIn(each)
      if (control !== null) return control
    }
    if (parent.matches(AREAS)) return null
  }
  return null
}

const firstIn = (element: Element): HTMLElement | null =>
  [...element.querySelectorAll<HTMLElement>(CONTROLS)].find(isVisible) ?? null

const isVisible = (element: Element): boolean => element.checkVisibility?.() ?? true

/** For the whole page. */
export function useFocusRescue(contentId: string): void {
  useEffect(() => rescueFocus(document, () => document.getElementById(contentId)), [contentId])
}
