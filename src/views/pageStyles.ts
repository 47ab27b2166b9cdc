/** What the page says where they are not. */
export const STYLES_MISSING =
  'The page’s styles did not arrive, or not to their end, so that it looks bare; check the connection and reload the page.'

/** Whether the page’s styles arrived to their end. */
const areStylesWhole = (): boolean =>
  getComputedStyle(document.documentElement).getPropertyValue('--styles-are-whole').trim() === 'yes'

/** Tells `use` whether they did, once the browser no longer waits for them: WebKit runs the script of the page before. */
export function onceStylesSettled(use: (areWhole: boolean) => void): void {
  const settle = () => use(areStylesWhole())
  if (areStylesWhole() || document.readyState === 'complete') settle()
  else addEventListener('load', settle, { once: true })
}
