/** @file The page's styles, written into an SVG that stands alone. */

/** What a style sheet may set of the charts' elements. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'font-size',
  'font-weight',
] as const

export function inlineStyles(root: SVGSVGElement): void {
  for (const shape of root.querySelectorAll('path, line, rect, circle, text, tspan')) {
    const computed = getComputedStyle(shape)
    for (const name of STYLES) {
      if (name.startsWith('font') && shape.tagName !== 'text' && shape.tagName !== 'tspan') continue
      shape.setAttribute(name, computed.getPropertyValue(name))
    }
  }
  for (const group of root.querySelectorAll('g')) group.setAttribute('opacity', getComputedStyle(group).opacity)
  // Classes and the page's variables mean nothing outside of it.
  for (const element of [root, ...root.querySelectorAll('[class], [style]')]) {
    if (!(element instanceof SVGElement)) continue
    element.removeAttribute('class')
    element.removeAttribute('style')
  }
  // D3's axes name a font that is not the file's.
  for (const element of root.querySelectorAll('[font-family]')) element.removeAttribute('font-family')
}
