import { expect, it } from 'vitest'
import { withStylesLast } from './stylesLast.mjs'

it('the styles of the built page stand behind what is shown while they are on their way', () => {
  const html = `<head>
    <script type="module" src="./a.js"></script>
    <link rel="stylesheet" crossorigin href="./a.css">
  <link rel="manifest" href="./m"></head>
  <body>
    <p>Not yet.</p>
  </body>`
  expect(withStylesLast(html)).toBe(`<head>
    <script type="module" src="./a.js"></script>
  <link rel="manifest" href="./m"></head>
  <body>
    <p>Not yet.</p>
    <link rel="stylesheet" crossorigin href="./a.css">
  </body>`)
})
