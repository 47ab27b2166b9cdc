/** What the page says where they are not. */
export const STYLES_MISSING =
  'The page’s styles did not arrive, or not to their end, so that it looks bare; check the connection and reload the page.'

/** Whether the page’s styles arrived to their end. */
export const areStylesWhole = (): boolean =>
  getComputedStyle(document.documentElement).getPropertyValue('--styles-are-whole').trim() === 'yes'
