/**
 * @file A plugin that has the built page ask for its styles after what it shows while they are on their way: what stands
 * before them in the page is drawn, even where they never come.
 */

const STYLES = /[ \t]*<link rel="stylesheet"[^>]*>\n?/g

/** @param {string} html of the built page */
export function withStylesLast(html) {
  const links = (html.match(STYLES) ?? []).map((link) => `    ${link.trim()}\n`)
  return html.replace(STYLES, '').replace(/[ \t]*<\/body>/, () => `${links.join('')}  </body>`)
}

export const stylesLast = () => ({
  name: 'styles-last',
  apply: 'build',
  transformIndexHtml: { order: 'post', handler: withStylesLast },
})
