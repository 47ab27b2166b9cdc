/** @file How `npm start` has Vite serve the page. */
import { hostGuard } from './hostGuard.mjs'
import { requestGuard } from './requestGuard.mjs'

/** @param host the name that was given to `--host`, if any */
export const servedTo = (host) => ({
  // What is missing is not found, rather than the page.
  appType: 'mpa',
  plugins: [requestGuard(), hostGuard(host)],
  // Vite's own guard names its own settings, and its other pages of this computer may read this one.
  preview: { allowedHosts: true, cors: false },
})
